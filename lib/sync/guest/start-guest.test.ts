import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listProcesses } from '../../../test/support/list-processes.ts';
import { startServer } from '../../../test/support/start-server.ts';
import { createTempFolder, createTempProject, type TempProject } from '../../../test/support/temp-project.ts';
import { createMask } from '../../http/redact.ts';
import type { SyncEvent } from '../sync-event.ts';
import type { ExtractedResource } from '../extract/extracted-resource.ts';
import { extractInGuest } from './extract-in-guest.ts';
import { hear, startGuest, type GuestOptions } from './start-guest.ts';

interface GuestRun {
  readonly resource: ExtractedResource | undefined;
  readonly exchanges: readonly Record<string, unknown>[];
  readonly records: readonly Record<string, unknown>[];
  readonly events: readonly SyncEvent[];
}

/** Runs the module custom_sources/guest.ts of a project up to the end of its extraction, and reads what it spooled. */
async function runModule({ root }: TempProject, options: Partial<GuestOptions> = {}, values = {}): Promise<GuestRun> {
  const events: SyncEvent[] = [];
  const spoolFolder = join(root, '.dango', 'runs', 'test', 'spool');
  await using guest = startGuest({
    projectRoot: root,
    customSources: join(root, 'custom_sources'),
    spoolFolder,
    memoryMb: 512,
    timeLimitMs: 60_000,
    mode: 'module',
    file: join(root, 'custom_sources', 'guest.ts'),
    onEvent: (event) => events.push(event),
    mask: { current: createMask(Object.values<string>(values)) },
    signal: new AbortController().signal,
    ...options,
  });
  await hear(guest, 'described');
  const packageFolder = join(root, '.dango', 'loads', '1795342000.000001');
  mkdirSync(packageFolder, { recursive: true });
  const [resource] = await extractInGuest(guest, spoolFolder, packageFolder, {
    values,
    secretValues: Object.values<string>(values),
    options: { cursors: {}, isFullRefresh: false },
    httpLimits: {},
  });
  const read = (file: string | undefined): Record<string, unknown>[] => {
    const lines = file === undefined ? [] : readFileSync(join(packageFolder, file), 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  };
  return { resource, records: read(resource?.contents?.files[0]), exchanges: read('exchanges.ndjson'), events };
}

/** A module with one resource whose generator has this body. */
function moduleOf(body: string, head = ''): string {
  return `
import { resource, secret, source } from 'dango';
${head}
export const guest = source({
  params: { token: 'none' },
  resources({ token }) {
    return [resource('items', { writeDisposition: 'replace' }, async function* () { ${body} })];
  },
});
`;
}

/** What a hostile module tries, by title; each must be refused, and says what it got where it is not. */
const attempts = {
  'read secrets.toml': `fs.readFileSync(project + '/.dlt/secrets.toml', 'utf8')`,
  'read secrets.toml by a detour': `fs.readFileSync(project + '/custom_sources/../.dlt/secrets.toml', 'utf8')`,
  'read secrets.toml by file URL': `fs.readFileSync(new URL('file://' + project + '/.dlt/secrets.toml'), 'utf8')`,
  'read secrets.toml as bytes': `fs.readFileSync(Buffer.from(project + '/.dlt/secrets.toml'), 'utf8')`,
  'read secrets.toml by promise': `fs.promises.readFile(project + '/.dlt/secrets.toml', 'utf8')`,
  'read secrets.toml by stream': `text(fs.createReadStream(project + '/.dlt/secrets.toml'))`,
  'read secrets.toml as blob': `fs.openAsBlob(project + '/.dlt/secrets.toml').then((blob) => blob.text())`,
  'fetch secrets.toml': `fetch('file://' + project + '/.dlt/secrets.toml').then((answer) => answer.text())`,
  'read .env': `fs.readFileSync(project + '/.env', 'utf8')`,
  'load .env': `process.loadEnvFile(project + '/.env') ?? process.env.ENV_FILE_SECRET`,
  'read sources.yml': `fs.readFileSync(project + '/.dango/sources.yml', 'utf8')`,
  'read a load package of another source': `fs.readdirSync(project + '/.dango/loads')`,
  'list the project': `fs.readdirSync(project)`,
  'import a script of the project': `import(project + '/other.ts').then((other) => other.secret)`,
  'import a JSON file of the project': `import(project + '/other.json', { with: { type: 'json' } })`,
  'require a JSON file of the project': `createRequire(import.meta.url)(project + '/other.json').secret`,
  'read /etc/passwd': `fs.readFileSync('/etc/passwd', 'utf8')`,
  'read the environment of its parent': `fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8')`,
  'read its own memory': `fs.readFileSync('/proc/self/maps', 'utf8')`,
  'copy secrets.toml into its spool': `fs.cpSync(project + '/.dlt/secrets.toml', spool + '/copy')`,
  'link secrets.toml into its spool': `fs.linkSync(project + '/.dlt/secrets.toml', spool + '/link')`,
  'make a symbolic link': `fs.symlinkSync(project + '/.dlt', spool + '/symlink')`,
  'write into the project': `fs.writeFileSync(project + '/stolen.txt', 'x')`,
  'write into custom_sources': `fs.writeFileSync(project + '/custom_sources/guest.ts', 'x')`,
  'write a load package of another source': `fs.writeFileSync(project + '/.dango/loads/1.2/items.1.ndjson', 'x')`,
  'write a heap snapshot': `v8.writeHeapSnapshot(project + '/heap')`,
  'write a report': `process.report.writeReport(project + '/report.json')`,
  'delete the project': `fs.rmSync(project, { recursive: true })`,
  'move its spool away': `fs.renameSync(spool, project + '/moved')`,
  'run a program': `childProcess.execFileSync('id')`,
  'spawn a program': `new Promise((resolve, reject) => childProcess.spawn('id').on('spawn', resolve).on('error', reject))`,
  'fork itself': `childProcess.fork(project + '/custom_sources/guest.ts')`,
  'become another program': `process.execve('/usr/bin/id', ['id'])`,
  'start a worker': `new Worker('1', { eval: true }).threadId`,
  'use node:sqlite': `import('node:sqlite')`,
  'use node:sqlite by another way': `(process.getBuiltinModule('node:sqlite') ?? refuse()).DatabaseSync.name`,
  'open a debugger': `inspector.open(0)`,
  'load an addon': `createRequire(import.meta.url)(project + '/custom_sources/addon.node')`,
  'use internal bindings': `process.binding('pipe_wrap')`,
  'signal its parent': `process.kill(process.ppid, 'SIGUSR1')`,
  'debug its parent': `process._debugProcess(process.ppid)`,
  'connect to a Unix socket': `connected(net.connect(socket))`,
  'connect to a Unix socket by options': `connected(net.connect({ path: socket }))`,
  'connect to a Unix socket by tls': `connected(tls.connect({ path: socket }))`,
  'send a request to a Unix socket': `new Promise((resolve, reject) => http.get({ socketPath: socket }, resolve).on('error', reject))`,
  'call the guarded method of another socket': `connected(net.Socket.prototype.connect.call(new net.Socket(), { path: socket }))`,
  'watch for the method behind the guard': `spyOnApply(socket)`,
  'listen on a Unix socket': `listening(net.createServer().listen(project + '/own.sock'))`,
  'listen on a Unix socket by options': `listening(http.createServer().listen({ path: project + '/own.sock' }))`,
} as const;

const hostileHead = `
import childProcess from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';

declare const process: any;
const refuse = () => { throw new Error('There is none, which is as good as restricted.'); };
const connected = (socket: net.Socket) =>
  new Promise((resolve, reject) => socket.on('connect', () => resolve('connected')).on('error', reject));
const listening = (server: net.Server) =>
  new Promise((resolve, reject) => server.on('listening', () => resolve('listening')).on('error', reject));
/** Hopes that a guard calls what it guards by a function that can be replaced. */
const spyOnApply = async (path: string) => {
  const { apply } = Reflect;
  let found: any;
  Reflect.apply = (method: any, target: any, parameters: any) => (found = method, apply(method, target, parameters));
  net.connect(1, '127.0.0.1').on('error', () => {});
  Reflect.apply = apply;
  if (found === undefined) refuse();
  return connected(found.call(new net.Socket(), { path }));
};
`;

describe('a hostile module', () => {
  let outcomes: ReadonlyMap<unknown, Record<string, unknown>>;
  let project: TempProject;

  beforeAll(async () => {
    project = await createTempProject({
      sourcesYml: 'version: 1\nsources: []\n',
      secretsToml: 'api_key = "toml-secret"\n',
      env: { ENV_FILE_SECRET: 'env-secret' },
    });
    await project.write('other.ts', "export const secret = 'script-secret';\n");
    await project.write('other.json', '{ "secret": "json-secret" }');
    await project.write('custom_sources/addon.node', '');
    await project.write('.dango/loads/1.2/items.1.ndjson', '{"secret":"record-secret"}\n');
    const socket = join(await createTempFolder(), 'test.sock');
    const server = createServer((connection) => connection.end());
    await new Promise<void>((resolve) => void server.listen(socket, resolve));
    const body = `
      const project = ${JSON.stringify(project.root)};
      const spool = project + '/.dango/runs/test/spool';
      const socket = ${JSON.stringify(socket)};
      const attempts: Record<string, () => unknown> = {
        ${Object.entries(attempts)
          .map(([title, code]) => `${JSON.stringify(title)}: () => ${code},`)
          .join('\n')}
      };
      yield { title: 'environment', outcome: JSON.stringify(process.env) };
      for (const [title, attempt] of Object.entries(attempts)) {
        try {
          yield { title, outcome: 'got ' + String(await attempt()) };
        } catch (error) {
          yield { title, outcome: 'refused', reason: String(error) };
        }
      }`;
    await project.write('custom_sources/guest.ts', moduleOf(body, hostileHead));
    process.env['PARENT_SECRET'] = 'parent-secret';
    try {
      const { records } = await runModule(project);
      outcomes = new Map(records.map((record) => [record['title'], record]));
    } finally {
      delete process.env['PARENT_SECRET'];
      server.close();
    }
  });

  test.each(Object.keys(attempts))('cannot %s', (title) => {
    const { outcome, reason } = outcomes.get(title) ?? {};
    expect(outcome).toBe('refused');
    // For the right reason, not because the attempt was clumsy.
    expect(reason).toMatch(
      /restricted|ERR_ACCESS_DENIED|not available|No such built-in module|addons? is disabled|fetch failed/,
    );
  });

  test('sees nothing of the environment but what every program needs', () => {
    const environment = JSON.parse(String(outcomes.get('environment')?.['outcome'])) as Record<string, string>;
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(['PATH']));
    expect(JSON.stringify(environment)).not.toContain('secret');
    expect(environment).not.toHaveProperty('NODE_OPTIONS');
  });

  test('leaves the project as it was', async () => {
    expect(existsSync(project.path('own.sock'))).toBe(false);
    expect(existsSync(project.path('stolen.txt'))).toBe(false);
    expect(await project.read('.dango/loads/1.2/items.1.ndjson')).toBe('{"secret":"record-secret"}\n');
  });
});

describe('a module', () => {
  test('fetches, which is recorded, and imports other modules and packages of the project', async () => {
    await using server = await startServer(() => ({ json: [{ id: 1 }] }));
    const body = `
      const answer = await fetch('${server.url}/items');
      for (const record of await answer.json() as { id: number }[]) yield { id: record.id, shared: shared(), packaged };`;
    const head = `import { shared } from './parts/shared.ts';\nimport packaged from 'packaged';`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body, head) } });
    await project.write('custom_sources/parts/shared.ts', `export const shared = (): string => 'from a module';\n`);
    await project.write('node_modules/packaged/package.json', '{ "name": "packaged", "main": "index.js" }');
    await project.write('node_modules/packaged/index.js', `module.exports = 'from a package';\n`);
    const { records, events, exchanges } = await runModule(project);
    expect(records).toMatchObject([{ id: 1, shared: 'from a module', packaged: 'from a package' }]);
    expect(exchanges).toMatchObject([{ resource: 'items', method: 'GET', url: `${server.url}/items`, status: 200 }]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'request-finished', url: `${server.url}/items` }));
  });

  test('prints into the log of the run, without its secrets', async () => {
    const body = `console.log('token', token); console.error('wrong ' + encodeURIComponent(token)); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const { events } = await runModule(project, {}, { token: 'top/secret' });
    expect(events.filter(({ type }) => type === 'log')).toEqual([
      { type: 'log', stream: 'stdout', text: 'token ***' },
      { type: 'log', stream: 'stderr', text: 'wrong ***' },
    ]);
  });

  test('throws without telling its secrets, in the event and in the result', async () => {
    const body = `if (token) throw new TypeError('refused: ' + token); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const { resource, events } = await runModule(project, {}, { token: 'top-secret' });
    const error = {
      code: 'module-failed',
      message: 'Resource items failed: TypeError: refused: ***',
      at: expect.objectContaining({ file: 'custom_sources/guest.ts', line: 7 }),
    };
    expect(resource).toMatchObject({ status: 'failed', error });
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'resource-failed', error: expect.objectContaining(error) }),
    );
  });

  test('that forgets a server and a timer is over with its extraction', async () => {
    const body = `http.createServer().listen(0); setInterval(() => {}, 1000); yield { id: 1 };`;
    const project = await createTempProject({
      customSources: { guest: moduleOf(body, `import http from 'node:http';`) },
    });
    const startedAt = performance.now();
    expect((await runModule(project)).records).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(900);
  });
});

describe('a module that does not end well', () => {
  test.each([
    [
      'needs too much memory',
      'const all: unknown[] = []; for (;;) all.push(new Array(1000).fill(all.length));',
      '',
      /^The module needed more than 64 MiB of memory\.$/,
    ],
    [
      'runs too long',
      'await new Promise(() => setInterval(() => {}, 1000));',
      '',
      /^The module ran longer than 0\.02 minutes and was stopped\.$/,
    ],
    ['never lets go of the processor', 'for (;;);', '', /^The module ran longer than 0\.02 minutes and was stopped\.$/],
    [
      'never finishes its imports',
      '',
      'await new Promise(() => {});',
      /^The module waits for something that never comes/,
    ],
    ['never finishes its work', 'await new Promise(() => {});', '', /^The module waits for something that never comes/],
    ['ends the process', 'process.exit(3);', '', /^The process of the module ended with code 3 before it was done\.$/],
    [
      'forgets to catch',
      `setTimeout(() => { throw new Error('too late'); }, 1); await new Promise(() => setInterval(() => {}, 1000));`,
      '',
      /^The process of the module ended with code 1 before it was done\. It said: Error: too late$/,
    ],
    [
      'writes to the channel',
      `(await import('node:fs')).writeSync(3, 'garbage\\n'); yield {}; await new Promise(() => {});`,
      '',
      /^The module wrote to the channel of its process\.$/,
    ],
    [
      'pretends that a file of the project were its records',
      `const contents = { files: ['../../../.dlt/secrets.toml'] };
       const message = { type: 'extracted', resources: [{ name: 'items', status: 'succeeded', contents }] };
       (await import('node:fs')).writeSync(3, JSON.stringify(message) + '\\n'); await new Promise(() => {});`,
      '',
      /^The module names "\.\.\/\.\.\/\.\.\/\.dlt\/secrets\.toml" as a file with its records/,
    ],
  ])('because it %s says so', async (_title, body, head, message) => {
    const project = await createTempProject({ customSources: { guest: moduleOf(`${body} yield { id: 1 };`, head) } });
    const failure = await runModule(project, { memoryMb: 64, timeLimitMs: 1200 }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'module-failed',
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
    expect(listProcesses(project.root)).toEqual([]);
  });

  test('is stopped with the run, even when it does not want to', async () => {
    const body = `process.on('SIGTERM', () => {}); console.log('started'); for (;;); yield { id: 1 };`;
    const project = await createTempProject({ customSources: { guest: moduleOf(body) } });
    const cancelled = new AbortController();
    const onEvent = (event: SyncEvent): void => {
      if (event.type === 'log') cancelled.abort();
    };
    const startedAt = performance.now();
    const failure = await runModule(project, { onEvent, signal: cancelled.signal }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'run-cancelled' });
    expect(performance.now() - startedAt).toBeLessThan(2500);
    expect(listProcesses(project.root)).toEqual([]);
  });

  test('does not outlive a run that was cancelled before it began', async () => {
    const project = await createTempProject({ customSources: { guest: moduleOf('yield { id: 1 };') } });
    const failure = await runModule(project, { signal: AbortSignal.abort() }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'run-cancelled' });
  });
});

test('a link that leads out of custom_sources is refused before anything starts', async () => {
  const project = await createTempProject({ customSources: { guest: moduleOf('yield { id: 1 };') } });
  await symlink('/etc/passwd', project.path('custom_sources/data.txt'));
  await expect(runModule(project)).rejects.toMatchObject({
    code: 'module-invalid',
    message: expect.stringContaining(
      'custom_sources/data.txt is a link that leads out of custom_sources, to /etc/passwd',
    ),
    hint: expect.stringContaining('Copy the file'),
  });
});

test('a link from one module to another is fine', async () => {
  const project = await createTempProject({ customSources: { real: moduleOf('yield { id: 1 };') } });
  await symlink('real.ts', project.path('custom_sources/guest.ts'));
  expect((await runModule(project)).records).toHaveLength(1);
});
