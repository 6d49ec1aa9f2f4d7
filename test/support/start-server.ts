import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { endAfterFile } from './end-after-file.ts';

export interface ReceivedRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: URL;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ServerAnswer {
  /** Default: 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with its content type. Not together with `body`. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
}

/** Answers a request; nothing, when it has written to `response` itself. Whatever it throws becomes a 500. */
export type ServerHandler = (
  request: ReceivedRequest,
  response: ServerResponse,
) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;

export interface TestServer extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** In order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  clearRequests(): void;
  close(): Promise<void>;
}

/** A real HTTP server on a free port of 127.0.0.1, closed after the test file at the latest. */
export async function startServer(handler: ServerHandler): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await receive(message);
    requests.push(request);
    const answer = await handler(request, response);
    if (answer) send(response, answer);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, { status: 500, body: `The handler of the test failed: ${String(error)}` });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const close = async (): Promise<void> => {
    forget();
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const forget = endAfterFile(close);
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    clearRequests: () => void requests.splice(0),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const body = await text(message);
  const url = new URL(message.url ?? '/', `http://${message.headers.host ?? '127.0.0.1'}`);
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)]);
  return {
    method: message.method ?? 'GET',
    url,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body,
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, json, body }: ServerAnswer): void {
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers });
  response.end(json === undefined ? body : JSON.stringify(json));
}
