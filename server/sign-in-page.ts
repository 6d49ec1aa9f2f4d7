import { signInPath } from './door.ts';
import { barePage } from './bare-page.ts';

/** The page that a visitor without a session sees. */
export function signInPage(next: string, { failure }: { readonly failure?: string } = {}): string {
  return barePage(
    'Sign in to Dango',
    `  <p>Open the link that <code>dango serve</code> (or <code>npm start</code>) printed in the terminal, or paste its token here.</p>
  ${failure === undefined ? '' : `<p role="alert">${escapeHtml(failure)}</p>`}
  <form method="post" action="${signInPath}">
    <input type="hidden" name="next" value="${escapeHtml(next)}">
    <label for="secret">Token or password</label>
    <input id="secret" name="secret" type="password" autocomplete="current-password" required autofocus>
    <button>Sign in</button>
  </form>`,
  );
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
