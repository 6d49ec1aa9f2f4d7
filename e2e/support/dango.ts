import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';

import { startSampleApi, type SampleApi } from '../../sample/api/start-sample-api.ts';
import { spawnServer } from './spawn-server.ts';

const root = dirname(dirname(import.meta.dirname));

/** A project folder with its own server and sample API, as a person has them in front of them. */
export interface Dango {
  /** Absolute. */
  readonly projectRoot: string;
  readonly api: SampleApi;
  /** Origins of others that pages may lead to, such as that of a provider. Empty unless a test says otherwise. */
  readonly strangers: Set<string>;
  /** The running server's address, without the token. */
  url: string;
  /** The link that signs in. */
  link: string;
  /** Kills the server's process as the system would; runs that it started go on. */
  killServer(): Promise<void>;
  /** Starts the server again, at the same port. */
  startServer(): Promise<void>;
  /** Writes a file of the project. */
  write(path: string, text: string): void;
}

export interface DangoOptions {
  /** `empty`: what "dango init" makes. `sample`: the sample project. Default: empty. */
  project: 'empty' | 'sample';
  /** Where a test begins: at the page of sources, or signed in and on no page yet, which is quicker. Default: sources. */
  startsAt: 'sources' | 'nowhere';
}

/** Tests get `dango`, and a `page` that is signed in to it and asks nobody else for anything. */
export const test = base.extend<DangoOptions & { dango: Dango; page: Page }>({
  project: ['empty', { option: true }],
  startsAt: ['sources', { option: true }],
  dango: async ({ project }, use) => {
    const projectRoot = realpathSync(mkdtempSync(join(tmpdir(), 'dango-e2e-')));
    const api = await startSampleApi();
    makeProject(projectRoot, project);
    const dango = await serve(projectRoot, api);
    await use(dango);
    await dango.killServer();
    await api[Symbol.asyncDispose]();
    rmSync(projectRoot, { recursive: true, force: true, maxRetries: 5 });
  },
  page: async ({ page, context, dango, startsAt }, use) => {
    const faults: string[] = [];
    context.on('request', (request) => {
      // Nothing may leave the machine; texts that the page itself made are no requests.
      if (/^(data|blob):/.test(request.url())) return;
      const { origin } = new URL(request.url());
      if (origin !== dango.url && !dango.strangers.has(origin)) {
        faults.push(`The page asked for ${request.url()}`);
      }
    });
    context.on('weberror', (error) => {
      // The editor says so when its page is left while it works.
      if (!/has been disposed|no diff result available/.test(String(error.error()))) faults.push(String(error.error()));
    });
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    if (startsAt === 'sources') await page.goto(dango.link);
    else await context.request.get(dango.link);
    await use(page);
    expect(faults).toEqual([]);
  },
});

export { expect };

function makeProject(projectRoot: string, project: DangoOptions['project']): void {
  if (project === 'sample') {
    cpSync(join(root, 'sample', 'project'), projectRoot, { recursive: true });
    mkdirSync(join(projectRoot, 'custom_sources'), { recursive: true });
    cpSync(join(root, 'custom_sources'), join(projectRoot, 'custom_sources'), { recursive: true });
    return;
  }
  for (const folder of ['.dango', '.dlt', 'custom_sources']) mkdirSync(join(projectRoot, folder), { recursive: true });
  writeFileSync(join(projectRoot, '.dango', 'sources.yml'), 'version: 1\nsources: []\n');
}

async function serve(projectRoot: string, api: SampleApi): Promise<Dango> {
  let child: ChildProcess | undefined;
  const dango: Dango = {
    projectRoot,
    api,
    strangers: new Set(),
    url: '',
    link: '',
    async killServer() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
    async startServer() {
      const port = dango.url === '' ? '0' : new URL(dango.url).port;
      const server = await spawnServer(projectRoot, port, api.url);
      child = server.child;
      dango.url = server.url;
      dango.link = server.link;
    },
    write: (path, text) => writeFileSync(join(projectRoot, path), text),
  };
  await dango.startServer();
  return dango;
}
