import { expect, test } from 'vitest';
import { startServer } from '../../test/support/start-server.ts';
import { createHttpClient } from './create-http-client.ts';

test('a response is read as XML where it is asked for, and anything else is an error that says what it is', async () => {
  const bodies: Readonly<Record<string, string>> = {
    '/orders': '<orders><order id="7"><line>a</line></order></orders>',
    '/page': '<!doctype html><html><body>Sign in</body></html>',
    '/json': '{"a":1}',
  };
  await using server = await startServer(({ path }) => ({ body: bodies[path] ?? '' }));
  const client = createHttpClient({ baseUrl: server.url });
  const get = async (url: string) => await client.request({ url });
  expect(await (await get('/orders')).xml()).toEqual({ orders: { order: { _id: '7', line: 'a' } } });
  expect(await (await get('/orders')).xml({ lists: ['line'] })).toEqual({
    orders: { order: { _id: '7', line: ['a'] } },
  });
  await expect((await get('/page')).xml()).rejects.toMatchObject({
    code: 'response-invalid',
    hint: 'Check base_url and the endpoint path: a web page answered, not the API.',
  });
  await expect((await get('/json')).xml()).rejects.toMatchObject({
    code: 'response-invalid',
    message: expect.stringContaining(`${server.url}/json is not XML`) as string,
  });
});
