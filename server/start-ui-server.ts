import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';

import * as engine from '../lib/index.ts';
import { answerCallback } from './callback.ts';
import { contentSecurityPolicy, guardHeaders } from './content-security-policy.ts';
import { decideEntry, type DoorRules } from './door.ts';
import { doorMarkHeader, handOver, type Handover } from './handover.ts';
import { listenOnFreePort } from './listen.ts';
import { createSignIn } from './sign-in.ts';
import { readSessionKey } from './session-key.ts';

export interface UiServerOptions {
  /** Absolute, without symbolic links. */
  readonly projectRoot: string;
  /** Folder of Dango itself, which holds the built UI. */
  readonly packageRoot: string;
  /** Default 127.0.0.1: this machine only. */
  readonly host?: string;
  /** Default 8800; the next free one when it is taken. 0 takes any. */
  readonly port?: number;
  /** Needed to listen for other machines. */
  readonly password?: string | undefined;
  /** Further host names to answer to, such as that of a reverse proxy. */
  readonly allowedHosts?: readonly string[];
  readonly sampleApiUrl?: string | undefined;
  readonly recordFault: Handover['recordFault'];
  /** Builds pages on request, for those who work on the UI. Default false. */
  readonly isDev?: boolean;
}

export interface UiServer extends AsyncDisposable {
  /** Address without the token: `http://127.0.0.1:8800`. */
  readonly url: string;
  /** Link that signs in. */
  readonly link: string;
  /** The port that was asked for, when it was taken. */
  readonly takenPort: number | undefined;
}

/** The addresses that only this machine reaches. */
export const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Starts the UI of a project: one HTTP server whose door stands before every page, file, route and action. */
export async function startUiServer(options: UiServerOptions): Promise<UiServer> {
  const { projectRoot, host = '127.0.0.1', isDev = false } = options;
  const key = readSessionKey(projectRoot, options.password);
  const doorMark = randomBytes(24).toString('base64url');
  const stopping = new AbortController();
  const runs = await engine.openRuns(projectRoot);
  const logins = await engine.openLogins(projectRoot);
  const { recordFault, sampleApiUrl } = options;
  handOver({ engine, projectRoot, runs, logins, doorMark, stopping: stopping.signal, sampleApiUrl, recordFault });
  const signIn = createSignIn(key);
  const rules = doorRules(host, options.allowedHosts ?? []);

  const server = createServer((request, response) => {
    admit(request, response).catch((error: unknown) => {
      recordFault(error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end('Something went wrong.');
    });
  });
  const wantedPort = options.port ?? 8800;
  const next = await prepareNext(options.packageRoot, { host, port: wantedPort, isDev });
  const { port, takenPort } = await listenOnFreePort(server, host, wantedPort);

  async function admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(guardHeaders)) response.setHeader(name, value);
    const verdict = decideEntry(
      {
        method: request.method ?? 'GET',
        url: request.url ?? '/',
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: one(request.headers['sec-fetch-site']),
        fetchMode: one(request.headers['sec-fetch-mode']),
        hasSession: key.isIn(request.headers.cookie),
      },
      rules,
    );
    const nonce = randomBytes(16).toString('base64url');
    const policy = contentSecurityPolicy(nonce, { isDev });
    response.setHeader('content-security-policy', policy);
    if (verdict.outcome === 'refuse') return refuse(response, verdict.status, verdict.reason);
    if (verdict.outcome === 'callback') return answerCallback(logins, request, response);
    if (verdict.outcome === 'sign-in' || hasToken(request)) return await signIn(request, response);
    // Next reads the nonce from the request's own policy header.
    request.headers['content-security-policy'] = policy;
    request.headers[doorMarkHeader] = doorMark;
    await next.handle(request, response);
  }

  const shownHost = isIP(host) === 6 ? `[${host}]` : host;
  const url = `http://${shownHost === '0.0.0.0' ? '127.0.0.1' : shownHost}:${port}`;
  return {
    url,
    link: `${url}/?token=${key.token}`,
    takenPort,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      logins[Symbol.dispose]();
      runs.close();
      await next.close();
    },
  };
}

function doorRules(host: string, allowedHosts: readonly string[]): DoorRules {
  const names = [...loopbackHosts, ...allowedHosts.map((name) => name.toLowerCase())];
  if (loopbackHosts.has(host)) return { hosts: new Set(names), allowsAddresses: false };
  return { hosts: new Set([...names, host.toLowerCase()]), allowsAddresses: true };
}

interface NextHandle {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function prepareNext(
  packageRoot: string,
  { host, port, isDev }: { readonly host: string; readonly port: number; readonly isDev: boolean },
): Promise<NextHandle> {
  // By a name that TypeScript does not follow: Next's types change those of `process.env` for the whole program.
  const name: string = 'next';
  const { default: create } = (await import(name)) as { readonly default: CreateNext };
  const app = create({ dev: isDev, dir: packageRoot, hostname: host, port });
  await app.prepare();
  return { handle: app.getRequestHandler(), close: () => app.close() };
}

type CreateNext = (options: {
  readonly dev: boolean;
  readonly dir: string;
  readonly hostname: string;
  readonly port: number;
}) => {
  prepare(): Promise<void>;
  getRequestHandler(): NextHandle['handle'];
  close(): Promise<void>;
};

function hasToken({ method, url = '/' }: IncomingMessage): boolean {
  return method === 'GET' && /[?&]token=/.test(url) && !url.startsWith('/api/');
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error: { code: 'usage-invalid', message } }));
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
