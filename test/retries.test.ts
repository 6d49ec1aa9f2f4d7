import { expect, test } from 'vitest';
import { startServer, type ServerAnswer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

/** A server that gives one answer after the other for each path, the last one for ever. */
function startFlakyServer(answers: Readonly<Record<string, readonly ServerAnswer[]>>) {
  const counts = new Map<string, number>();
  return startServer(({ path }) => {
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    const list = answers[path] ?? [];
    return list[Math.min(count, list.length - 1)] ?? { status: 404 };
  });
}

const rows: ServerAnswer = { json: [{ id: 1 }, { id: 2 }] };

test('a source says how its requests are repeated, and a resource what differs', async () => {
  await using server = await startFlakyServer({
    '/patient': [{ status: 409 }, { status: 409 }, rows],
    '/hasty': [{ status: 409 }, rows],
    '/search': [{ status: 500 }, rows],
    '/create': [{ status: 500 }, rows],
  });
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      retry: { statuses: [409, 500], max_wait: 0.01 }
      resources:
        - name: patient
        - name: hasty
          retry: { attempts: 1 }
        - { name: search, method: POST, json: {}, retry: { post: true } }
        - { name: create, method: POST, json: {} }
`,
  });
  const result = await syncShop(project.root);
  const asked = (path: string) => server.requests.filter((request) => request.path === path).length;
  expect(['/patient', '/hasty', '/search', '/create'].map(asked)).toEqual([3, 1, 2, 1]);
  expect(['patient', 'hasty', 'search', 'create'].map((name) => result.resource(name).status)).toEqual([
    'succeeded',
    'failed',
    'succeeded',
    'failed',
  ]);
});
