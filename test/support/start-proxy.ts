import { once } from 'node:events';
import { createServer, request as forward, type IncomingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

export interface TestProxy extends AsyncDisposable {
  readonly port: number;
  /** `GET http://api.test/x` for a request that it forwards, `CONNECT api.test:443` for a tunnel. */
  readonly asked: readonly { readonly what: string; readonly headers: IncomingHttpHeaders }[];
}

/** A real HTTP proxy on loopback. Whatever host is asked for, it leads to `port` of this machine. */
export async function startProxy(port: number): Promise<TestProxy> {
  const asked: { what: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((message, response) => {
    asked.push({ what: `${message.method} ${message.url}`, headers: message.headers });
    const { pathname, search } = new URL(message.url ?? '/', 'http://proxy.test');
    const { 'proxy-authorization': _, ...headers } = message.headers;
    const onward = forward({ port, host: '127.0.0.1', method: message.method, path: pathname + search, headers });
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message, socket, head) => {
    asked.push({ what: `CONNECT ${message.url}`, headers: message.headers });
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
