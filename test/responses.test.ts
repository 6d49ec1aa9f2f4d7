import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer, type ServerAnswer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
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
          data_selector: $
          responses: [{ status: 402, action: stop_resource }]
        - name: reports
          data_selector: rows
        - name: broken
`,
  });
  const result = await syncJson(project.root);
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
  expect(result.stderr).toContain(
    'Records of the parent were skipped, as a rule says: the API answered with status 403',
  );
  expect(result.stderr).toContain('bills ends here, as a rule says: the API answered with status 402');
});
