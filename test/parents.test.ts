import { describe, expect, test } from 'vitest';
import { rowOrigin } from '../lib/loads/row-id.ts';
import { readExchange } from '../lib/sync/read-exchange.ts';
import { findBrokenRows } from './support/dataset-content.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { syncShop } from './support/sync-here.ts';
import type { ReceivedRequest, ServerAnswer, ServerHandler } from './support/start-server.ts';
import { startShop, type Shop } from './support/start-shop.ts';

async function openShop(resources: string, answer: ServerHandler): Promise<Shop> {
  return await startShop(answer, resources, { projectYml: 'version: 1\nlimits: { max_attempts: 1 }\n' });
}

const orgs = [
  { id: 1, name: 'north' },
  { id: 2, name: 'south' },
];

function idOf(path: string, list: string): number {
  return Number(new RegExp(`/${list}/(\\d+)`).exec(path)?.[1]);
}

/** Two repositories of each organisation, two issues of each repository. */
function answerForge({ path, url, headers, body }: ReceivedRequest): ServerAnswer {
  if (path === '/orgs') return { json: orgs };
  const org = idOf(path, 'orgs');
  if (path.endsWith('/repos')) return { json: [1, 2].map((id) => ({ id: org * 10 + id, slug: `r${org}${id}` })) };
  return {
    json: [1, 2].map((id) => ({
      id: idOf(path, 'repos') * 10 + id,
      sent: { query: url.search, org: headers['x-org'], body: JSON.parse(body) as unknown },
    })),
  };
}

describe('placeholders of records above', () => {
  test('several fields of several levels fill path, params, headers and body, and are included in the rows', async () => {
    const { root, server } = await openShop(
      `        - { name: orgs }
        - { name: repos, endpoint: "/orgs/{resources.orgs.id}/repos", include_from_parent: [id, name] }
        - name: issues
          method: POST
          endpoint: "/orgs/{resources.orgs.id}/repos/{resources.repos.id}/issues"
          params: { of: "{resources.orgs.name}/{resources.repos.slug}" }
          headers: { X-Org: "{resources.orgs.name}" }
          json: { repo: "{resources.repos.id}", orgs: ["{resources.orgs.id}"] }
          include_from_parent: [slug, _orgs_name]
`,
      answerForge,
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await readWarehouse(root, 'SELECT id, _orgs_id, _orgs_name FROM raw_shop.repos ORDER BY id')).toEqual([
      { id: 11, _orgs_id: 1, _orgs_name: 'north' },
      { id: 12, _orgs_id: 1, _orgs_name: 'north' },
      { id: 21, _orgs_id: 2, _orgs_name: 'south' },
      { id: 22, _orgs_id: 2, _orgs_name: 'south' },
    ]);
    const issues = await readWarehouse(
      root,
      `SELECT id, sent__query, sent__org, sent__body__repo AS repo, _repos_slug, _repos__orgs_name
       FROM raw_shop.issues ORDER BY id`,
    );
    expect(issues).toHaveLength(8);
    expect(issues[7]).toEqual({
      id: 222,
      sent__query: '?of=south%2Fr22',
      sent__org: 'south',
      repo: 22,
      _repos_slug: 'r22',
      _repos__orgs_name: 'south',
    });
    expect(server.requests).toHaveLength(1 + 2 + 4);
  });
});

describe('for_each', () => {
  test('one request series for each combination, in order, with the values in the rows', async () => {
    const { root, server } = await openShop(
      `        - name: sales
          for_each: { country: [de, fr], year: [2023, 2024] }
          params: { country: "{for_each.country}", year: "{for_each.year}" }
          include_from_parent: [country]
          concurrency: 1
`,
      ({ query }) => ({ json: [{ year: Number(query['year']) }] }),
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(server.requests.map(({ url }) => url.search)).toEqual([
      '?country=de&year=2023',
      '?country=de&year=2024',
      '?country=fr&year=2023',
      '?country=fr&year=2024',
    ]);
    expect(await readWarehouse(root, 'SELECT year, _for_each_country FROM raw_shop.sales ORDER BY _dlt_id')).toEqual([
      { year: 2023, _for_each_country: 'de' },
      { year: 2024, _for_each_country: 'de' },
      { year: 2023, _for_each_country: 'fr' },
      { year: 2024, _for_each_country: 'fr' },
    ]);
  });

  test('it is crossed with the records of a parent, and its values may be mappings', async () => {
    const { root } = await openShop(
      `        - { name: orgs }
        - name: reports
          for_each: { kind: [{ code: a, size: 1 }, { code: b, size: 2 }] }
          endpoint: "/orgs/{resources.orgs.id}/reports/{for_each.kind.code}"
          params: { size: "{for_each.kind.size}" }
`,
      ({ path, url }) => ({ json: path === '/orgs' ? orgs : [{ path: path + url.search }] }),
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    const rows = await readWarehouse(root, 'SELECT path FROM raw_shop.reports ORDER BY _dlt_id');
    expect(rows.map(({ path }) => path)).toEqual([
      '/orgs/1/reports/a?size=1',
      '/orgs/1/reports/b?size=2',
      '/orgs/2/reports/a?size=1',
      '/orgs/2/reports/b?size=2',
    ]);
  });

  test('a resource with for_each has children', async () => {
    const { root } = await openShop(
      `        - { name: lists, endpoint: "/lists/{for_each.kind}", for_each: { kind: [a, b] } }
        - { name: entries, endpoint: "/entries/{resources.lists.id}/all" }
`,
      ({ path }) => ({ json: path.startsWith('/lists') ? [{ id: `${path.at(-1)}1` }] : [{ of: path }] }),
    );
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(await readWarehouse(root, 'SELECT of FROM raw_shop.entries ORDER BY _dlt_id')).toEqual([
      { of: '/entries/a1/all' },
      { of: '/entries/b1/all' },
    ]);
  });
});

describe('concurrency', () => {
  /** Twelve parents with two pages each. The answers for each three parents are given in reverse order. */
  async function openSlowShop(concurrency: number): Promise<Shop & { readonly atOnce: () => number }> {
    const waiting: (() => void)[] = [];
    let underWay = 0;
    let atOnce = 0;
    const shop = await openShop(
      `        - { name: users }
        - name: posts
          endpoint: "/users/{resources.users.id}/posts"
          pagination: { type: page_number, max_page: 2 }
          data_selector: items
          concurrency: ${concurrency}
`,
      async ({ path, query, url }) => {
        if (path === '/users') return { json: Array.from({ length: 12 }, (_, index) => ({ id: index + 1 })) };
        underWay += 1;
        atOnce = Math.max(atOnce, underWay);
        if (query['page'] === '1' && concurrency === 3) {
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
            if (waiting.length === 3) for (const answer of waiting.splice(0).toReversed()) answer();
          });
        }
        underWay -= 1;
        return {
          json: { pages: 2, items: [{ url: url.href, user: idOf(path, 'users'), page: Number(query['page']) }] },
        };
      },
    );
    return { ...shop, atOnce: () => atOnce };
  }

  test('so many are read at the same time; rows, ids and exchanges stay in the order of the parents', async () => {
    const { root, server, atOnce } = await openSlowShop(3);
    expect((await syncShop(root)).resource('posts')).toMatchObject({ requests: 24, rows_loaded: 24 });
    expect(atOnce()).toBe(3);
    expect(server.requests).toHaveLength(25);
    const rows = await readWarehouse(
      root,
      'SELECT "user", page, url, _dlt_id, _dlt_load_id FROM raw_shop.posts ORDER BY _dlt_id',
    );
    expect(rows.map(({ user, page }) => [user, page])).toEqual(
      Array.from({ length: 24 }, (_, index) => [Math.floor(index / 2) + 1, (index % 2) + 1]),
    );
    for (const { url, _dlt_id: id, _dlt_load_id: loadId } of rows) {
      const exchange = rowOrigin(String(id))?.exchange ?? 0;
      const answer = await readExchange(root, { loadId: String(loadId), exchange });
      expect(answer).toMatchObject({ kind: 'kept', exchange: { url, number: exchange, status: 200 } });
    }
    expect(rows.map(({ _dlt_id: id }) => rowOrigin(String(id))?.exchange)).toEqual(
      Array.from({ length: 24 }, (_, index) => index + 2),
    );
    expect(await findBrokenRows(root, 'raw_shop')).toEqual([]);
  });

  test('with 1, one request follows the other, and so does a sample', async () => {
    const { root, server, atOnce } = await openSlowShop(1);
    expect(await syncShop(root)).toMatchObject({ status: 'succeeded' });
    expect(atOnce()).toBe(1);
    const { root: sampled, server: asked } = await openSlowShop(4);
    expect((await syncShop(sampled, { limit: 2 })).resource('posts')).toMatchObject({
      requests: 2,
      rows_loaded: 2,
    });
    expect([server.requests.length, asked.requests.length]).toEqual([25, 3]);
  });
});

describe('on_child_error', () => {
  const resources = (settings: string) => `        - { name: users }
        - { name: photos, endpoint: "/users/{resources.users.id}/photos" }
        - { name: posts, endpoint: "/users/{resources.users.login}/posts", ${settings} }
`;
  const users = [{ id: 1, login: 'ann' }, { id: 2, login: 'gone' }, { id: 3 }, { id: 4, login: 'dan' }];
  const answer =
    (status: number) =>
    ({ path }: ReceivedRequest): ServerAnswer => {
      if (path === '/users') return { json: users };
      return path.includes('gone') ? { status, json: { error: 'gone' } } : { json: [{ of: path }] };
    };

  test('skip leaves out records that the API refuses or that lack the field, and says how many', async () => {
    const { root } = await openShop(resources('on_child_error: skip'), answer(404));
    const result = await syncShop(root);
    expect(result.status).toBe('succeeded');
    expect(result.resource('posts')).toMatchObject({ status: 'succeeded', rows_loaded: 2 });
    expect(result.warnings).toContain('posts was left out for 2 of 4 records of users. The first one: Request failed');
    expect(await countRows(root, 'raw_shop')).toMatchObject({ users: 4, photos: 4, posts: 2 });
  });

  test('fail, the default, loads nothing of the resource; parent and siblings are loaded', async () => {
    const { root } = await openShop(resources('on_child_error: fail'), answer(404));
    const result = await syncShop(root);
    expect(result.status).toBe('partial');
    expect(result.resource('posts')).toMatchObject({ status: 'failed', error: { code: 'http-status' } });
    expect(await countRows(root, 'raw_shop')).toMatchObject({ users: 4, photos: 4 });
    expect(await countRows(root, 'raw_shop')).not.toHaveProperty('posts');
  });

  test.each([401, 500])('what has nothing to do with the record is not skipped: %s', async (status) => {
    const { root } = await openShop(resources('on_child_error: skip'), answer(status));
    expect((await syncShop(root)).resource('posts')).toMatchObject({
      status: 'failed',
      error: { code: 'http-status' },
    });
  });

  test('a list that breaks off after its first page is not skipped', async () => {
    const { root } = await openShop(
      `        - { name: users }
        - name: posts
          endpoint: "/users/{resources.users.id}/posts"
          pagination: page_number
          on_child_error: skip
`,
      ({ path, query }) => {
        if (path === '/users') return { json: users };
        return query['page'] === '1' ? { json: [{ of: path }] } : { status: 403 };
      },
    );
    expect((await syncShop(root)).resource('posts')).toMatchObject({ status: 'failed', rows_loaded: 0 });
  });

  test('include_from_parent of a field that is missing follows the rule', async () => {
    const settings =
      'endpoint: "/users/{resources.users.id}/posts", include_from_parent: [login], on_child_error: skip';
    const { root } = await openShop(`        - { name: users }\n        - { name: posts, ${settings} }\n`, answer(404));
    const { warnings } = await syncShop(root);
    expect(await readWarehouse(root, 'SELECT _users_login AS login FROM raw_shop.posts ORDER BY 1')).toEqual([
      { login: 'ann' },
      { login: 'dan' },
      { login: 'gone' },
    ]);
    expect(warnings).toContain('includes the field "login" of each record of "users", but one of them has id');
  });
});

test('a child with a cursor asks every parent from the same start, however far the others have come', async () => {
  const { root, server } = await openShop(
    `        - { name: parents, pagination: page_number }
        - name: changes
          endpoint: "/parents/{resources.parents.p}/changes"
          incremental: { cursor_path: c, initial_value: 0, start_param: since }
`,
    ({ path, query }) => {
      const page = Number(query['page']);
      if (path === '/parents') return { json: page > 2 ? [] : [{ p: page * 2 - 2 }, { p: page * 2 - 1 }] };
      const p = idOf(path, 'parents');
      return { json: [10 - 2 * p, 11 - 2 * p].filter((c) => c >= Number(query['since'])).map((c) => ({ p, c })) };
    },
  );
  expect((await syncShop(root)).resource('changes')).toMatchObject({ rows_loaded: 8 });
  const asked = server.requests.filter(({ path }) => path.endsWith('/changes'));
  expect(asked.map(({ query }) => query['since'])).toEqual(['0', '0', '0', '0']);
});
