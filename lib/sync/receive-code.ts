import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { DangoError } from '../errors/dango-error.ts';

export interface CodeReceiver extends AsyncDisposable {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
  /** The code; rejects with `http-status` when the provider says no, and with `http-timeout`. */
  readonly code: Promise<string>;
}

export interface CodeReceiverOptions {
  /** Default: any free one. */
  readonly port?: number | undefined;
  /** What must come back with the code. */
  readonly state: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** For a browser that has not read its answer yet. */
const graceMs = 500;

/**
 * Waits on loopback for the browser that comes back from the provider. A visit without the right state changes nothing.
 * @throws DangoError `config-invalid` for a port that is taken.
 */
export async function receiveCode({ port, state, waitMs, signal }: CodeReceiverOptions): Promise<CodeReceiver> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // Nobody may be waiting yet when it is known.
  promise.catch(() => {});
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (request.method !== 'GET' || url?.pathname !== '/callback')
      return answer(response, 404, 'There is nothing here.');
    const given = url.searchParams;
    if (!isSame(given.get('state') ?? '', state)) {
      return answer(response, 400, 'This link belongs to no sign-in that is going on. Begin again.');
    }
    const code = given.get('code');
    if (code === null || code === '') {
      reject(refusedError(given));
      return answer(response, 200, 'The access was not allowed. You can close this window.');
    }
    resolve(code);
    answer(response, 200, 'You are signed in. You can close this window.');
  });
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    throw portError(port, cause);
  });
  const late = setTimeout(() => reject(lateError(waitMs)), waitMs);
  const onAbort = (): void => reject(new DangoError('The sign-in was cancelled.', { code: 'run-cancelled' }));
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    redirectUri: `http://127.0.0.1:${actual}/callback`,
    code: promise,
    async [Symbol.asyncDispose]() {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(`<!doctype html><meta charset="utf-8"><title>Dango</title><h1>Dango</h1><p>${text}</p>\n`);
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refusedError(given: URLSearchParams): DangoError {
  const reasons = [given.get('error'), given.get('error_description')].filter((reason) => reason !== null);
  const said = reasons.length === 0 ? '' : ` It says: ${reasons.join(': ').slice(0, 300)}`;
  return new DangoError(`The provider did not allow the access.${said}`, {
    code: 'http-status',
    hint: 'Check client_id, scopes and the redirect address that is registered with the provider, then sign in again.',
  });
}

function lateError(waitMs: number): DangoError {
  return new DangoError(`Nobody came back from the browser within ${Math.round(waitMs / 60_000)} minutes.`, {
    code: 'http-timeout',
    hint: 'Sign in again, and finish in the browser on this machine.',
  });
}

function portError(port: number | undefined, cause: unknown): DangoError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new DangoError(`Port ${port ?? ''} on 127.0.0.1 cannot be used for the sign-in: ${code}.`, {
    code: 'config-invalid',
    hint: 'End the program that has the port, or choose another redirect_port and register it with the provider.',
    cause,
  });
}
