import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { DangoError } from '../errors/dango-error.ts';
import { expectCode, type CodeVisit, type ExpectedCodeOptions } from './expect-code.ts';

export interface CodeReceiver extends AsyncDisposable {
  /** Where the provider sends the browser back to. */
  readonly redirectUri: string;
  /** As that of `ExpectedCode`. */
  readonly code: Promise<string>;
}

export interface CodeReceiverOptions extends ExpectedCodeOptions {
  /** Default: any free one. */
  readonly port?: number | undefined;
}

/** For a browser that has not read its answer yet. */
const graceMs = 500;

const answers: Readonly<Record<CodeVisit, readonly [status: number, text: string]>> = {
  taken: [200, 'You are signed in. You can close this window.'],
  refused: [200, 'The access was not allowed. You can close this window.'],
  foreign: [400, 'This link belongs to no sign-in that is going on. Begin again.'],
};

/**
 * Waits on loopback for the browser that comes back from the provider. A visit without the right state changes nothing.
 * @throws DangoError `config-invalid` for a port that is taken.
 */
export async function receiveCode({ port, ...options }: CodeReceiverOptions): Promise<CodeReceiver> {
  const expected = expectCode(options);
  const server = createServer((request, response) => {
    const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
    if (request.method !== 'GET' || url?.pathname !== '/callback')
      return answer(response, 404, 'There is nothing here.');
    answer(response, ...answers[expected.visit(url.searchParams)]);
  });
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening').catch((cause: unknown) => {
    expected[Symbol.dispose]();
    throw portError(port, cause);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return {
    redirectUri: `http://127.0.0.1:${actual}/callback`,
    code: expected.code,
    async [Symbol.asyncDispose]() {
      expected[Symbol.dispose]();
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

function portError(port: number | undefined, cause: unknown): DangoError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  return new DangoError(`Port ${port ?? ''} on 127.0.0.1 cannot be used for the sign-in: ${code}.`, {
    code: 'config-invalid',
    hint: 'End the program that has the port, or choose another redirect_port and register it with the provider.',
    cause,
  });
}
