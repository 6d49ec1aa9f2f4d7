import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { signInPath } from './door.ts';
import type { SessionKey } from './session-key.ts';
import { signInPage } from './sign-in-page.ts';

const maxFormBytes = 4096;
/** Slows down whoever guesses; at most this many guesses wait at the same time. */
const wrongSecretDelayMs = 500;
const maxWaitingGuesses = 8;

/** Answers a visitor without a session: a link with the token, the form, or the page that asks. */
export function createSignIn(key: SessionKey): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let waitingGuesses = 0;

  async function opens(secret: string): Promise<boolean> {
    if (key.opensWith(secret)) return true;
    if (waitingGuesses >= maxWaitingGuesses) return false;
    waitingGuesses += 1;
    await sleep(wrongSecretDelayMs);
    waitingGuesses -= 1;
    return false;
  }

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://door');
    if (request.method === 'POST' && url.pathname === signInPath) {
      const form = new URLSearchParams(await readForm(request));
      const next = localPath(form.get('next') ?? '/');
      if (await opens(form.get('secret') ?? '')) return welcome(response, key, next);
      return showPage(response, next, { failure: 'That is neither the token nor the password of this server.' });
    }
    const token = url.searchParams.get('token');
    url.searchParams.delete('token');
    const next = localPath(url.pathname + url.search);
    if (token === null) return showPage(response, next);
    if (await opens(token)) return welcome(response, key, next);
    return showPage(response, next, { failure: 'The token in this link is not the one of this server.' });
  };
}

function welcome(response: ServerResponse, { cookieName, token }: SessionKey, next: string): void {
  response.writeHead(303, {
    location: next,
    'set-cookie': `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`,
    'cache-control': 'no-store',
  });
  response.end();
}

function showPage(response: ServerResponse, next: string, options: { readonly failure?: string } = {}): void {
  response.writeHead(401, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(signInPage(next, options));
}

/** Only a path of this server: `//evil.test` would be an address. */
function localPath(path: string): string {
  return /^\/(?![/\\])/.test(path) && !path.startsWith(signInPath) ? path : '/';
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > maxFormBytes) return '';
  }
  return text;
}
