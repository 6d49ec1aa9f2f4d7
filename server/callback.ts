import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Logins } from '../lib/index.ts';
import { barePage } from './bare-page.ts';
import { callbackPath } from './door.ts';

type Visit = ReturnType<Logins['visit']>;

const pages: Readonly<Record<Visit, readonly [status: number, title: string, text: string]>> = {
  taken: [200, 'Access allowed', 'Dango is fetching the token. You can close this window.'],
  refused: [200, 'Access not allowed', 'The provider said no; Dango shows its reason. You can close this window.'],
  foreign: [400, 'Nothing waits for this', 'This link belongs to no sign-in that is going on. Begin again in Dango.'],
};

/**
 * Answers a browser that comes back from a provider. Code and state are taken out of its address at once, so that they stand in no
 * history.
 */
export function answerCallback(logins: Logins, { url = '/' }: IncomingMessage, response: ServerResponse): void {
  const given = new URL(url, 'http://door').searchParams;
  const shown = given.get('shown');
  if (!isVisit(shown)) {
    response.writeHead(303, { location: `${callbackPath}?shown=${logins.visit(given)}`, 'cache-control': 'no-store' });
    response.end();
    return;
  }
  const [status, title, text] = pages[shown];
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(barePage(title, `  <p>${text}</p>\n  <p><a href="/secrets">Go to the secrets of this project</a></p>`));
}

function isVisit(shown: string | null): shown is Visit {
  return shown !== null && Object.hasOwn(pages, shown);
}
