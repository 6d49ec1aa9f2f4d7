import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';

import { listenOnFreePort } from './listen.ts';

const servers: Server[] = [];
const newServer = (): Server => {
  const server = createServer();
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if (!server.listening) continue;
    server.close();
    await once(server, 'close');
  }
});

test('port 0 takes any free port, and no port counts as taken', async () => {
  const { port, takenPort } = await listenOnFreePort(newServer(), '127.0.0.1', 0);
  expect(port).toBeGreaterThan(0);
  expect(takenPort).toBeUndefined();
});

test('a taken port is named, and a later one is used', async () => {
  const first = await listenOnFreePort(newServer(), '127.0.0.1', 0);
  const second = await listenOnFreePort(newServer(), '127.0.0.1', first.port);
  expect(second.takenPort).toBe(first.port);
  expect(second.port).toBeGreaterThan(first.port);
});

test('an address that is not of this machine is the error of the system', async () => {
  await expect(listenOnFreePort(newServer(), '192.0.2.1', 0)).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
});
