import { mkdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toErrorRecord } from '../lib/errors/error-record.ts';
import { loadProject } from '../lib/project/load-project.ts';
import { prepareSource } from '../lib/sync/sync-source.ts';
import { readFolder } from './support/find-secrets.ts';
import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';

/** Every word that the API says back: what it was sent, and what that means. */
function echoOf({ url, headers, body }: ReceivedRequest): Record<string, unknown> {
  const basic = Buffer.from((headers['authorization'] ?? '').replace(/^Basic /, ''), 'base64').toString('utf8');
  const form = Object.fromEntries(new URLSearchParams(body));
  return {
    url: url.href,
    path: decode(url.pathname),
    query: Object.fromEntries(url.searchParams),
    headers,
    body,
    form,
    basic,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ways = ['list', 'refused', 'page', 'missing', 'redirect', 'forbidden', 'cut', 'link'] as const;
type Way = (typeof ways)[number];

/** How an API can repeat what it was sent. */
function answer(way: Way, request: ReceivedRequest): ServerAnswer {
  const echo = echoOf(request);
  const text = JSON.stringify(echo);
  const isFollowed = request.query['followed'] !== undefined;
  const header = { 'x-echo': encodeURIComponent(echo['basic'] as string), 'x-url': request.url.href };
  switch (way) {
    case 'list':
      return { json: { data: [{ id: 1 }], echo }, headers: header };
    case 'refused':
      return { status: 400, json: echo, headers: header };
    case 'page':
      return { body: `<html><p>${text}</p>`, headers: { 'content-type': 'text/html' } };
    case 'missing':
      return { json: { [text]: echo } };
    case 'redirect':
      return {
        status: 302,
        headers: { location: `/again?echo=${encodeURIComponent(text)}${request.url.search.replace('?', '&')}` },
      };
    case 'forbidden':
      return { status: 401, body: text, headers: { 'www-authenticate': `Bearer echo="${encodeURIComponent(text)}"` } };
    case 'cut':
      return { body: text.slice(0, -3), headers: { 'content-type': 'application/json' } };
    case 'link':
      return {
        json: {
          data: [{ id: 1 }],
          next: isFollowed ? null : `${request.url.href}${request.url.search === '' ? '?' : '&'}followed=1`,
        },
      };
  }
}

interface Plan {
  readonly way: Way;
  /** Whether requests for a token are refused. */
  readonly refusesLogin: boolean;
  readonly token: string;
}

let plan: Plan = { way: 'list', refusesLogin: false, token: '' };
const server: Promise<TestServer> = startServer((request) => {
  if (request.path === '/again') return { status: 404, json: echoOf(request) };
  if (request.path !== '/token') return answer(plan.way, request);
  if (plan.refusesLogin) return { status: 401, json: { error: 'no', echo: echoOf(request) } };
  return { json: { data: { it: plan.token, list: [plan.token] }, access_token: plan.token, echo: echoOf(request) } };
});

const oauth = (type: string, more: string) =>
  `{ type: ${type}, access_token_url: "\${API}/token", client_id: app, client_secret: "\${S1}", ${more} }`;

/** Blocks in which `S1` and `S2` are secrets. */
const blocks: readonly string[] = [
  'auth: { type: bearer, token: "${S1}" }',
  'auth: { type: bearer, token: "${S1}", prefix: "Zoho-oauthtoken" }',
  'auth: { type: api_key, api_key: "${S1}", name: X-Custom }',
  'auth: { type: api_key, api_key: "${S1}", name: q, location: query }',
  'auth: { type: api_key, api_key: "${S1}", name: sid, location: cookie }',
  'resource_defaults: { method: POST, json: { n: 1 }, auth: { type: api_key, api_key: "${S1}", name: deep.key, location: body } }',
  'auth: { type: http_basic, username: "${S1}", password: "${S2}" }',
  `auth: ${oauth('oauth2_client_credentials', 'audience: "${S2}"')}`,
  `auth: ${oauth('oauth2_client_credentials', 'client_authentication: basic, access_token_path: data.it')}`,
  `auth: ${oauth('oauth2_client_credentials', 'access_token_request_format: json, location: query, name: t')}`,
  `auth: ${oauth('oauth2_password', 'username: ann, password: "${S2}", access_token_path: "data.list[0]"')}`,
  `auth: ${oauth('oauth2_refresh_token', 'refresh_token: "${S2}", location: cookie')}`,
  'auth: { type: login, url: /token, json: { u: "${S1}", deep: [{ p: "${S2}" }] }, token_path: data.it, name: X-Session }',
  'auth: { type: login, url: /token, form: { u: "${S1}" }, params: { k: "${S2}" }, token_path: "data.list[0]", location: query }',
  'auth: { type: login, url: /token, method: GET, username: "${S1}", password: "${S2}", token_path: access_token, location: cookie }',
  'headers: { X-Other: "v ${S1}", Cookie: "a=b; c=${S2}" }',
];

const sourcesYml = (block: string, url: string): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      ${block}
      resources:
        - { name: plain, endpoint: /plain, params: { page: 1 }, data_selector: data }
        - { name: found, endpoint: "/found/\${S1}", params: { q: "\${S2}" } }
        - { name: body, endpoint: /body, method: POST, json: { a: { b: "\${S1}" } }, data_selector: data }
        - { name: open, endpoint: /open, auth: none, headers: { X-Own: "\${S2}" } }
        - { name: own, endpoint: /own, auth: { type: http_basic, username: own, password: "\${S2}" } }
`;

/** Spellings in which one of the secrets stands in a text. */
function spellings(secret: string): string[] {
  const form = new URLSearchParams({ v: secret }).toString().slice(2);
  const base64 = [Buffer.from(secret), Buffer.from(`app:${secret}`), Buffer.from(`own:${secret}`)].map((bytes) =>
    bytes.toString('base64').replace(/=+$/, ''),
  );
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeURIComponent(secret);
  return [secret, form, percent, percent.replaceAll("'", '%27'), json, ...base64];
}

// No line breaks, which a header cannot carry; blanks at the ends of a header are lost on the way.
const secretText = fc
  .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 \'"\\/+&=%?#:@é~!*()-_.,<>')), minLength: 8, maxLength: 24 })
  .filter((text) => text.trim() === text && new Set(text).size > 4);

const runs = process.env['DANGO_TEST_LONG'] === '1' ? 1000 : 40;

test('no secret is in an exchange on disk, an event, an error or a report, in any spelling in which it is sent', async () => {
  const { url } = await server;
  const sent = { requests: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...blocks),
      fc.constantFrom(...ways),
      fc.boolean(),
      fc.tuple(secretText, secretText, secretText),
      async (block, way, refusesLogin, [first, second, token]) => {
        plan = { way, refusesLogin, token };
        const secrets = { S1: first, S2: second };
        await using project = await createTempProject({
          sourcesYml: sourcesYml(block, url),
          secretsToml: Object.entries(secrets)
            .map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`)
            .join(''),
          projectYml: 'version: 1\nlimits: { max_attempts: 1 }\n',
          env: { API: url },
        });
        const told: unknown[] = [];
        const note = (one: unknown): void => void told.push(one);
        const signal = new AbortController().signal;
        const packageFolder = project.path('.dango/loads/1795342000.000001');
        mkdirSync(packageFolder, { recursive: true });
        try {
          const loaded = loadProject(project.root);
          await using source = await prepareSource(loaded, 'shop', {
            runId: 'r',
            onEvent: note,
            onExchange: note,
            signal,
          });
          const resources = await source.extract(packageFolder, { cursors: {}, isFullRefresh: false });
          // The names of columns are data too.
          told.push(resources.map(({ contents: _contents, ...report }) => report));
        } catch (error) {
          told.push(toErrorRecord(error));
        }
        // Rows are never changed, and tokens lie where they are meant to.
        const files = readFolder(packageFolder).filter(({ file }) => /exchanges\.ndjson|bodies\.zst/.test(file));
        const texts = [...textsOf(told), ...files.map((one) => one.text)];
        sent.requests += 1;
        for (const secret of [first, second, token]) {
          for (const spelling of spellings(secret)) {
            const found = texts.find((text) => text.includes(spelling));
            expect(found === undefined ? undefined : excerpt(found, spelling)).toBeUndefined();
          }
        }
      },
    ),
    { numRuns: runs },
  );
  expect(sent.requests).toBeGreaterThanOrEqual(runs);
});

function excerpt(text: string, spelling: string): string {
  const at = text.indexOf(spelling);
  return `${spelling} in: ${text.slice(Math.max(0, at - 200), at + 200)}`;
}

/** Every text in a value, as it is and as JSON prints it. */
function textsOf(value: unknown): string[] {
  const texts: string[] = [];
  const collect = (one: unknown): void => {
    if (typeof one === 'string') texts.push(one);
    else if (typeof one === 'object' && one !== null) Object.entries(one).forEach((entry) => entry.forEach(collect));
  };
  collect(value);
  return texts;
}
