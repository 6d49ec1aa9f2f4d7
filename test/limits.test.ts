import { expect, test } from 'vitest';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

test('a record that is nested without end is an error that says so, and costs its own resource only', async () => {
  const depth = 200_000;
  const deep = `[{"id":1,"a":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}]`;
  await using server = await startServer(({ path }) => ({ body: path === '/deep' ? deep : '[{"id":1}]' }));
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources: [{ name: deep }, { name: flat }]
`,
  });
  const result = await syncJson(project.root);
  expect(result.resource('flat').status).toBe('succeeded');
  expect(result.resource('deep').error).toMatchObject({
    code: 'response-invalid',
    message: 'A record is nested more than 1000 levels deep.',
  });
});

test('the requests of a source share its rate and its concurrency', async () => {
  let underWay = 0;
  let most = 0;
  const arrivals: number[] = [];
  await using server = await startServer(async () => {
    arrivals.push(performance.now());
    most = Math.max(most, ++underWay);
    await new Promise(setImmediate);
    underWay--;
    return { json: [{ id: 1 }] };
  });
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      rate_limit: { requests: 3, per: second }
      concurrency: 1
      resources: [{ name: a }, { name: b }, { name: c }, { name: d }]
`,
  });
  const result = await syncJson(project.root);
  expect(result.document.status).toBe('succeeded');
  expect(most).toBe(1);
  // Three at once, and the fourth when the second is over; the way to the server takes some of it.
  expect((arrivals[3] ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThan(500);
});
