import { expect, test } from 'vitest';
import { startServer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

test('sources with one key share what may be sent; the host is the key where none is given', async () => {
  const server = await startServer(() => ({ json: [{ id: 1 }] }));
  const source = (name: string, shared: string): string => `  - name: ${name}
    type: rest_api
    rest_api:
      base_url: "${server.url}/${name}"
      rate_limit: { requests: 2, per: hour, shared: ${shared} }
      resource_defaults: { pagination: single_page }
      resources: [{ name: a }, { name: b }]
`;
  const host = new URL(server.url).host;
  const { root } = await createTempProject({
    sourcesYml: `sources:\n${source('shop', 'true')}${source('same', `"${host}"`)}${source('other', 'else')}`,
  });
  for (const name of ['shop', 'other']) {
    expect((await syncHere(root, { source: name })).report).toMatchObject({ status: 'succeeded' });
  }
  const stop = new AbortController();
  const waits: number[] = [];
  const onEvent = (event: { readonly type: string; readonly waitMs?: number }): void => {
    if (event.type !== 'request-delayed') return;
    waits.push(event.waitMs ?? 0);
    stop.abort();
  };
  await expect(syncHere(root, { source: 'same', onEvent, signal: stop.signal })).rejects.toMatchObject({
    code: 'run-cancelled',
  });
  expect(waits[0]).toBeGreaterThan(3_500_000);
  expect(server.requests).toHaveLength(4);
});
