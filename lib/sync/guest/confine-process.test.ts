import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { moduleOf, runModule } from '../../../test/support/run-module.ts';
import { createTempFolder, createTempProject, type TempProject } from '../../../test/support/temp-project.ts';

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
  'connect to a Unix socket by a list with options': `connected(net.connect(Object.assign([], { path: socket })))`,
  'connect a socket to a Unix socket by a list with options': `connected(new net.Socket().connect(Object.assign([], { path: socket }) as any))`,
  'connect to a Unix socket by options that change': `connected(net.connect(changing(socket)))`,
  'connect a socket to a Unix socket by options that change': `connected(new net.Socket().connect(changing(socket)))`,
  'connect to a Unix socket by a list that changes': `connected(new net.Socket().connect(changingList(socket)))`,
  'connect to a Unix socket with another idea of what a number is': `patched(socket)`,
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
/** Options whose path is there on the second reading only; otherwise they lead to a port where nobody listens. */
const changing = (path: string, from = 2): any => {
  let readings = 0;
  return { port: 1, host: '127.0.0.1', get path() { readings += 1; return readings < from ? undefined : path; } };
};
const changingList = (path: string): any => {
  let readings = 0;
  const normalised = Object.getOwnPropertySymbols((net as any)._normalizeArgs([1]))[0]!;
  const list: any = [];
  Object.defineProperty(list, 0, { get: () => (readings += 1) < 2 ? { port: 1, host: '127.0.0.1' } : { path } });
  list[normalised] = true;
  list[1] = null;
  return list;
};
const patched = (path: string): Promise<unknown> => {
  const { test } = RegExp.prototype;
  RegExp.prototype.test = () => true;
  try {
    return connected(net.connect(path));
  } finally {
    RegExp.prototype.test = test;
  }
};
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
      /restricted|ERR_ACCESS_DENIED|not available|No such built-in module|addons? is disabled|fetch failed|ECONNREFUSED 127\.0\.0\.1:1$/,
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
