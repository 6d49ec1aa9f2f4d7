import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { syncShop } from './support/sync-here.ts';
import type { ServerHandler } from './support/start-server.ts';
import { startShop } from './support/start-shop.ts';

const scd2 = 'write_disposition: { disposition: merge, strategy: scd2 }';

test('versions of what was not read do not end', async () => {
  let isRefused = false;
  const answer: ServerHandler = ({ path, query }) => {
    if (path === '/users') return { json: [{ id: 1 }, { id: 2 }] };
    if (path.startsWith('/users/'))
      return isRefused && path.startsWith('/users/2') ? { status: 404 } : { json: [{ path }] };
    const page = Number(query['page']);
    if (isRefused && page === 2) return { status: 402 };
    return { json: page > 2 ? [] : [{ page }] };
  };
  await using project = await startShop(
    answer,
    `        - { name: users, primary_key: id, endpoint: users }
        - { name: notes, endpoint: "users/{resources.users.id}/notes", on_child_error: skip, ${scd2} }
        - { name: pages, endpoint: pages, pagination: { type: page_number, param: page, start: 1 }, responses: [{ status: 402, action: stop_resource }], ${scd2} }
`,
  );
  expect((await syncShop(project.root)).status).toBe('succeeded');
  isRefused = true;
  const done = await syncShop(project.root);
  expect(done.status).toBe('partial');
  expect(done.resource('notes').error).toMatchObject({ code: 'http-status' });
  expect(done.resource('pages').error?.message).toMatch(/not read to its end, .*402.*rows that did not come would end/);
  const ended = await readWarehouse(
    project.root,
    `SELECT count(*)::INTEGER AS n FROM (SELECT _dlt_valid_to FROM raw_shop.notes UNION ALL SELECT _dlt_valid_to FROM raw_shop.pages) WHERE _dlt_valid_to IS NOT NULL`,
  );
  expect(ended).toEqual([{ n: 0 }]);
});
