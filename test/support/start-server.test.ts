import { expect, test } from 'vitest';
import { startServer } from './start-server.ts';

test('a handler sees the whole request and answers with JSON', async () => {
  await using server = await startServer(({ query, body }) => ({ status: 201, json: { query, body } }));
  const response = await fetch(`${server.url}/path?a=1`, { method: 'POST', body: 'text', headers: { 'X-Own': 'yes' } });
  expect(response.status).toBe(201);
  expect(await response.json()).toEqual({ query: { a: '1' }, body: 'text' });
  expect(server.requests).toEqual([expect.objectContaining({ method: 'POST', path: '/path', body: 'text' })]);
  expect(server.requests[0]?.headers['x-own']).toBe('yes');
});

test('a handler may write the response itself, and what it throws is a 500', async () => {
  await using server = await startServer(({ path }, response) => {
    if (path === '/throw') throw new Error('broken');
    response.end('own');
    return undefined;
  });
  expect(await (await fetch(server.url)).text()).toBe('own');
  expect(await (await fetch(`${server.url}/throw`)).text()).toContain('broken');
});

test('a closed server answers no more', async () => {
  const server = await startServer(() => ({ body: '' }));
  await server.close();
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});
