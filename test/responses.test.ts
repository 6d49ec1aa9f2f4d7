import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer, type ServerAnswer } from './support/start-server.ts';
import { syncShop } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

const users: ServerAnswer = { json: [1, 2, 3, 4].map((id) => ({ id })) };

test('rules of a source and its resources end lists, skip parents, stop resources and fail', async () => {
  let busy = 2;
  const answers: Readonly<Record<string, () => ServerAnswer>> = {
    '/users': () => users,
    '/empty': () => ({ status: 404, json: { message: 'nothing here' } }),
    '/users/1/orders': () => ({ json: [{ order: 1 }] }),
    '/users/2/orders': () => ({ status: 403, json: { message: 'private' } }),
    '/users/3/orders': () => ({ json: [{ order: 3 }] }),
    '/users/4/orders': () => ({ json: [{ order: 4 }] }),
    '/users/1/bills': () => ({ json: [{ bill: 1 }] }),
    '/users/2/bills': () => ({ status: 402, json: { message: 'quota' } }),
    '/reports': () => ({ json: busy-- > 0 ? { ok: true, state: 'pending' } : { ok: true, rows: [{ r: 1 }] } }),
    '/broken': () => ({ json: { ok: false, error: 'no such list' } }),
  };
  await using server = await startServer(({ path }) => answers[path]?.() ?? { status: 500 });
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      retry: { max_wait: 0.01 }
      responses:
        - { path: ok, equals: false, action: fail, message: "The API refused the list" }
        - { path: state, equals: pending, action: retry }
      resources:
        - name: users
        - name: empty
          responses: [{ status: 404, action: ignore }]
        - name: orders
          endpoint: "/users/{resources.users.id}/orders"
          data_selector: $
          responses: [{ status: [401, 403], text: private, action: skip_child }]
        - name: bills
          endpoint: "/users/{resources.users.id}/bills"
          concurrency: 1
          data_selector: $
          responses: [{ status: 402, action: stop_resource }]
        - name: reports
          data_selector: rows
        - name: broken
`,
  });
  const result = await syncShop(project.root);
  const statuses = ['users', 'empty', 'orders', 'bills', 'reports', 'broken'].map(
    (name) => result.resource(name).status,
  );
  expect(statuses).toEqual(['succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded', 'failed']);
  expect(result.resource('broken').error).toMatchObject({
    code: 'response-invalid',
    message: expect.stringMatching(/^The API refused the list: GET \S+\/broken answered 200 OK/) as string,
  });
  expect(await readWarehouse(project.root, 'select "order" from raw_shop.orders order by 1')).toEqual([
    { order: 1 },
    { order: 3 },
    { order: 4 },
  ]);
  expect(await readWarehouse(project.root, 'select bill from raw_shop.bills')).toEqual([{ bill: 1 }]);
  expect(await readWarehouse(project.root, 'select r from raw_shop.reports')).toEqual([{ r: 1 }]);
  // Nobody asked for the bills of the users behind the one that stopped them.
  expect(server.requests.filter(({ path }) => path.endsWith('/bills'))).toHaveLength(2);
  expect(result.warnings).toContain(
    'Records of the parent were skipped, as a rule says: the API answered with status 403',
  );
  expect(result.warnings).toContain('bills ends here, as a rule says: the API answered with status 402');
});

test("dlt's ignore: by status, by several, by text, without a body; what no rule names still fails", async () => {
  const bodies: Readonly<Record<string, ServerAnswer>> = {
    '0': { status: 404, json: { detail: 'Post body 0' } },
    '1': { json: { id: 1, title: 'Post 1' } },
    '2': { status: 422, json: { detail: 'Post body 2' } },
    '3': { status: 204 },
  };
  await using server = await startServer(({ path }) => {
    const [, id] = /^\/posts\/(\d)/.exec(path) ?? [];
    return id === undefined ? { json: [0, 1, 2, 3].map((post) => ({ id: post })) } : (bodies[id] ?? { status: 500 });
  });
  const details = (name: string, responses: string) =>
    `        - { name: ${name}, endpoint: "/posts/{resources.posts.id}", responses: ${responses} }\n`;
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: blog
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources:
        - { name: posts, primary_key: id }
${details('both', '[{ status: 404, action: ignore }, { status: 422, action: ignore }]')}${details('swapped', '[{ status: [422, 404], action: ignore }]')}${details('text', '[{ text: Post body, action: ignore }]')}${details('empty', '[{ status: 204, action: ignore }, { status: 4xx, action: ignore }]')}${details('one', '[{ status: 404, action: ignore }]')}${details('strict', '[{ status: 204, action: ignore }]')}`,
  });
  const result = await syncShop(project.root);
  for (const name of ['both', 'swapped', 'text', 'empty']) {
    expect(result.resource(name)).toMatchObject({ name, status: 'succeeded', rows_loaded: 1 });
  }
  expect(result.resource('one').error?.message).toMatch(/^Request failed with status 422 /);
  expect(result.resource('strict').error?.message).toMatch(/^Request failed with status 404 /);
  // Nothing that a rule names is asked for twice.
  const asked = server.requests.filter(({ path }) => path === '/posts/0');
  expect(asked).toHaveLength(6);
});

test('a module says it the same way; what it has read before a stop is loaded', async () => {
  await using server = await startServer(({ query }) =>
    query['page'] === '3' ? { status: 402, json: { message: 'quota' } } : { json: [{ id: Number(query['page']) }] },
  );
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: shop
    type: dlt_native
    dlt_native: { source_module: custom_sources.shop }
`,
    customSources: {
      shop: `
import { pageNumber, resource, RestClient, source } from 'dango';

export const shop = source({
  resources() {
    const client = new RestClient({ baseUrl: '${server.url}' });
    return resource('orders', { writeDisposition: 'replace' }, async function* () {
      const responses = [{ status: '4xx', text: 'quota', action: 'stop_resource' }] as const;
      for await (const page of client.paginate('/orders', { paginator: pageNumber(), responses })) yield* page;
    });
  },
});
`,
    },
  });
  const result = await syncShop(project.root);
  expect(result.resource('orders')).toMatchObject({ status: 'succeeded', rows_loaded: 2 });
  expect(result.warnings).toContain('orders ends here, as a rule says: the API answered with status 402');
});
