import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { createConcurrencyLimit } from './concurrency-limit.ts';
import { createHttpClient } from './create-http-client.ts';

const { signal } = new AbortController();

test('a host is never asked for more than that at once, and everything is answered', async () => {
  let underWay = 0;
  let most = 0;
  await using server = await startServer(async () => {
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    return { json: [] };
  });
  const client = createHttpClient({ baseUrl: server.url, concurrency: 2 });
  await Promise.all(Array.from({ length: 20 }, (_, id) => client.request({ url: `/${id}` })));
  expect(server.requests).toHaveLength(20);
  expect(most).toBe(2);
});

test('hosts do not wait for each other, calls of one host take turns', async () => {
  const limit = createConcurrencyLimit(1);
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const work = (origin: string, name: string, until?: Promise<void>) =>
    limit.run(origin, signal, async () => {
      order.push(name);
      await until;
    });
  const all = [work('a', 'a1', first.promise), work('a', 'a2'), work('a', 'a3'), work('b', 'b1')];
  await all[3];
  expect(order).toEqual(['a1', 'b1']);
  first.resolve();
  await Promise.all(all);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
});

test('the place of work that failed is free again, and so is that of who gave up waiting', async () => {
  const limit = createConcurrencyLimit(1);
  const controller = new AbortController();
  const held = Promise.withResolvers<void>();
  const failing = limit.run('a', signal, async () => {
    await held.promise;
    throw new Error('failed');
  });
  const waiting = limit.run('a', controller.signal, () => Promise.resolve('never'));
  const last = limit.run('a', signal, () => Promise.resolve('done'));
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'run-cancelled' });
  held.resolve();
  await expect(failing).rejects.toThrow('failed');
  expect(await last).toBe('done');
});

test.each([0, -1, 1.5, Number.NaN])('refuses %d', (most) => {
  expect(() => createConcurrencyLimit(most)).toThrow('whole number from 1 on');
});
