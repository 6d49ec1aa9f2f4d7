import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { runCli } from './support/run-cli.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';
import { startTestUiServer, type TestUiServer } from './support/ui-server.ts';

// Needs the built UI, which `npm test` makes before.
const root = dirname(import.meta.dirname);
const find = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort();

/** `app/api/runs/[id]/cancel/route.ts` answers at `/api/runs/x/cancel`. */
const addressOf = (file: string): string =>
  `/${dirname(file)
    .replace(/^app\/?/, '')
    .replaceAll(/\[[^\]]+\]/g, 'x')}`;

const pages = find('app/**/page.tsx').map(addressOf);
const routes = find('app/**/route.ts').flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/export const (GET|POST|PUT|PATCH|DELETE)\b/g)].map(
    ([, method = '']) => ({ method, path: addressOf(file) }),
  ),
);

let project: TempProject;
let server: TestUiServer;
beforeAll(async () => {
  expect(existsSync(join(root, '.next', 'BUILD_ID')), 'The UI is not built: run "npm run build:ui".').toBe(true);
  project = await createTempProject({ sourcesYml: 'sources: []\n' });
  server = await startTestUiServer(project.root);
});

const own = (): Record<string, string> => ({ cookie: server.cookie, origin: server.url });

describe('every route', () => {
  test('is found on disk', () => expect(routes.length).toBeGreaterThan(3));

  test.each(routes)('$method $path is closed to strangers', async ({ method, path }) => {
    const refused = async (headers: Record<string, string>): Promise<number> =>
      (await server.ask(path, { method, headers, ...(method === 'GET' ? {} : { body: '{}' }) })).status;
    const { cookie, origin } = own();
    expect(await refused(origin === undefined ? {} : { origin })).toBe(401);
    expect(await refused({ ...own(), cookie: `${cookie}x` })).toBe(401);
    expect(await refused({ 'x-dango-door': 'forged', origin: server.url })).toBe(401);
    expect(await refused({ ...own(), host: 'evil.test' })).toBe(421);
    expect(await refused({ ...own(), 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
    if (method === 'GET') return;
    expect(await refused({ cookie: server.cookie })).toBe(403);
    expect(await refused({ cookie: server.cookie, origin: 'http://evil.test' })).toBe(403);
    expect(await refused({ cookie: server.cookie, origin: 'null' })).toBe(403);
  });

  test.each(find('app/**/route.ts'))('%s is made by defineRoute only', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const exported = [...text.matchAll(/^export (?!const \w+ = defineRoute\().*/gm)].map(([line]) => line);
    expect(exported.filter((line) => !line.startsWith('export const dynamic'))).toEqual([]);
  });
});

describe('every action', () => {
  const actionIds = (): string[] => {
    const file = join(root, '.next', 'server', 'server-reference-manifest.json');
    return Object.keys((JSON.parse(readFileSync(file, 'utf8')) as { node: object }).node);
  };

  test.each(find('app/_actions/*.ts'))('%s is made by defineAction only', (file) => {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text).toMatch(/^'use server';/);
    expect(
      [...text.matchAll(/^export (?!const \w+ = defineAction\(|type |interface ).*/gm)].map(([line]) => line),
    ).toEqual([]);
  });

  test('is closed to strangers, and to pages of others', async () => {
    const ids = actionIds();
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) {
      const headers = { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' };
      const call = async (more: Record<string, string>): Promise<number> =>
        (await server.ask('/sources', { method: 'POST', headers: { ...headers, ...more }, body: '[{}]' })).status;
      expect(await call({ origin: server.url })).toBe(401);
      expect(await call({ cookie: server.cookie })).toBe(403);
      expect(await call({ cookie: server.cookie, origin: 'http://evil.test' })).toBe(403);
      expect(await call({ cookie: server.cookie, origin: 'http://evil.test', host: 'evil.test' })).toBe(421);
    }
  });
});

describe('every page', () => {
  test.each(pages)('%s asks a stranger to sign in, and comes with its guards', async (path) => {
    const stranger = await server.ask(path);
    expect(stranger.status).toBe(401);
    expect(stranger.text).toContain('Sign in to Dango');
    expect(stranger.text).not.toContain(project.root.split('/').at(-1));
    const answer = await server.ask(path, { headers: { cookie: server.cookie } });
    expect([200, 307, 404]).toContain(answer.status);
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'; script-src 'self' 'nonce-");
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('every script of a page carries the nonce of its answer', async () => {
    const { text, headers } = await server.ask('/sources', { headers: { cookie: server.cookie } });
    const [, nonce] = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? [];
    const scripts = [...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });

  test('files are behind the door too', async () => {
    expect((await server.ask('/monaco/editor.js')).status).toBe(401);
    expect((await server.ask('/monaco/editor.js', { headers: { cookie: server.cookie } })).status).toBe(200);
    expect(
      (await server.ask('/monaco/editor.js', { headers: { cookie: server.cookie, host: 'evil.test' } })).status,
    ).toBe(421);
  });
});

describe('signing in', () => {
  test('the link gives a cookie that scripts and other sites cannot use, and takes the token out of the address', async () => {
    const answer = await server.ask(`/data?dataset=x&token=${server.token}`);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/data?dataset=x');
    expect(String(answer.headers['set-cookie'])).toMatch(/; Path=\/; HttpOnly; SameSite=Strict/);
  });

  test('a wrong token opens nothing', async () => {
    const answer = await server.ask('/sources?token=wrong');
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test.each(['//evil.test', '/\\evil.test', 'http://evil.test/', '/sign-in'])('never leads to %s', async (next) => {
    const body = new URLSearchParams({ secret: server.token, next }).toString();
    const headers = { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await server.ask('/sign-in', { method: 'POST', headers, body });
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  });
});

describe('dango serve', () => {
  test('lets other machines in with a password only', async () => {
    const refused = await runCli(project.root, ['serve', '--host', '0.0.0.0', '--port', '0', '--no-open']);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain('DANGO_PASSWORD');
    const short = await runCli(project.root, ['serve', '--port', '0'], { env: { DANGO_PASSWORD: 'short' } });
    expect(short.exitCode).toBe(2);
    expect(short.stderr).toContain('8 or more');
  });

  test('behind a password, addresses are answered and foreign names are not', async () => {
    const open = await startTestUiServer(project.root, {
      words: ['--host', '0.0.0.0', '--allow-host', 'dango.example'],
      env: { DANGO_PASSWORD: 'correct horse' },
    });
    const status = async (host: string): Promise<number> =>
      (await open.ask('/sources', { headers: { cookie: open.cookie, host } })).status;
    expect([await status('192.168.1.9:8800'), await status('dango.example')]).toEqual([200, 200]);
    expect(await status('evil.test')).toBe(421);
    const body = new URLSearchParams({ secret: 'correct horse', next: '/runs' }).toString();
    const signedIn = await open.ask('/sign-in', { method: 'POST', headers: { origin: open.url }, body });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/runs']);
  });

  test('a taken port is told, and the next free one is used', async () => {
    const { port } = new URL(server.url);
    const second = await startTestUiServer(project.root, { words: ['--port', port] });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(Number(port));
    expect(second.cli.stderr).toContain(`Port ${port} is taken`);
    second.cli.kill();
    expect((await second.cli.finished).exitCode).toBe(0);
  });
});
