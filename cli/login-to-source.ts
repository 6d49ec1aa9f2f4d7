import { loginSource, type AllowedAccess, type LoginPage } from '../lib/index.ts';
import { openBrowser } from '../server/open-browser.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';

/** Shows the page of the provider, waits until the person comes back, and tells how long the access lasts. */
export async function loginToSource(cli: Cli, name: string, opens: boolean): Promise<void> {
  const { signal, release } = catchInterrupt();
  const onPage = ({ url }: LoginPage): void => {
    cli.note(`Allow the access in the browser:\n\n  ${url}\n\nDango waits here for five minutes; Ctrl-C ends it.`);
    if (opens && cli.terminal.stdout.isTTY === true && cli.terminal.env['CI'] === undefined) openBrowser(url);
  };
  try {
    const access = await loginSource(cli.projectRoot(), name, { onPage, signal });
    const text = access.map((one) => `${name} may use ${one.provider} now. ${describeEnd(one)}`).join('\n');
    cli.report({ source: name, status: 'signed-in', access }, text);
  } finally {
    release();
  }
}

function describeEnd({ expiresAt, isRenewable }: AllowedAccess): string {
  if (isRenewable) return 'The access is renewed by itself.';
  if (expiresAt === undefined) return 'It has no known end.';
  return `It ends at ${expiresAt}: the provider gave no refresh token. Many give one for the scope offline_access, or for authorization_data { access_type: offline }.`;
}
