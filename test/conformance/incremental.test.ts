import { describe, expect, test } from 'vitest';
import { compileRestSource } from '../../lib/rest/compile-rest-source.ts';
import { incremental, resource, type Resource, type ResourceOptions } from '../../lib/sdk/dango.ts';
import { toRestSource } from '../../lib/spec/to-rest-source.ts';
import { validateSources } from '../../lib/spec/validate-sources.ts';
import { openInProcess, type InProcessProject } from '../support/load-in-process.ts';
import { readWarehouse } from '../support/read-warehouse.ts';
import { startServer, type ReceivedRequest } from '../support/start-server.ts';

interface Row {
  readonly id?: number;
  readonly ts: number | string;
}

/** Rows by id and cursor. */
function rowsOf(...pairs: readonly (readonly [id: number, ts: number])[]): readonly Row[] {
  return pairs.map(([id, ts]) => ({ id, ts }));
}

interface Runs extends InProcessProject {
  /** Loads what a resource `t` with a cursor `ts` lets through, and tells the values of a column in order of arrival. */
  readonly run: (rows: readonly Row[], column?: 'id' | 'ts') => Promise<readonly unknown[]>;
}

async function openRuns(
  rules: Parameters<typeof incremental>[1] = {},
  options: Omit<ResourceOptions, 'tableName'> = {},
): Promise<Runs> {
  const project = await openInProcess();
  const run: Runs['run'] = async (rows, column = 'id') => {
    const t = resource('t', { primaryKey: 'id', ...options, incremental: incremental('ts', rules) }, () => [...rows]);
    const { report } = await project.load([t]);
    expect(report.status).toBe('succeeded');
    if (report.resources[0]?.rows_loaded === 0) return [];
    const loaded = await readWarehouse(
      project.root,
      `SELECT ${column} AS value FROM raw_shop.t WHERE _dlt_load_id = '${report.load_id}' ORDER BY _dlt_id`,
    );
    return loaded.map(({ value }) => value);
  };
  return { ...project, run };
}

async function lastValue({ savedState }: InProcessProject): Promise<unknown> {
  const saved = (await savedState('t')) as { incremental?: { ts?: { last_value: unknown } } } | undefined;
  return saved?.incremental?.ts?.last_value;
}

describe('what a cursor lets through', () => {
  test('I6-a rows at the boundary that came before are known by their key', async () => {
    const { run } = await openRuns();
    expect(await run(rowsOf([1, 1], [2, 2], [3, 2]))).toEqual([1, 2, 3]);
    expect(await run(rowsOf([3, 2], [4, 2], [5, 3], [0, 1]))).toEqual([4, 5]);
    expect(await run(rowsOf([5, 3]))).toEqual([]);
  });

  test('I6-b what comes twice in one run is kept twice', async () => {
    const { run } = await openRuns();
    expect(await run(rowsOf([1, 1], [1, 1]))).toEqual([1, 1]);
  });

  test('I6-c the start belongs to the range, or not', async () => {
    const rows = rowsOf([4, 4], [5, 5], [6, 6]);
    expect(await (await openRuns({ initialValue: 5 })).run(rows)).toEqual([5, 6]);
    expect(await (await openRuns({ initialValue: 5, rangeStart: 'open' })).run(rows)).toEqual([6]);
  });

  test('I6-d the end does not belong to the range, or does, and nothing is saved', async () => {
    const open = await openRuns({ initialValue: 5, endValue: 7 });
    expect(await open.run(rowsOf([4, 4], [5, 5], [6, 6], [7, 7]))).toEqual([5, 6]);
    expect(await lastValue(open)).toBeUndefined();
    const closed = await openRuns({ initialValue: 5, endValue: 7, rangeEnd: 'closed' });
    expect(await closed.run(rowsOf([4, 4], [5, 5], [7, 7], [8, 8]))).toEqual([5, 7]);
    expect(await lastValue(closed)).toBeUndefined();
  });

  test('I6-e a lag lets late rows through, and the cursor never goes back', async () => {
    const runs = await openRuns({ lag: 50 }, { writeDisposition: 'merge' });
    expect(await runs.run(rowsOf([1, 100], [2, 200]), 'ts')).toEqual([100, 200]);
    expect(await runs.run(rowsOf([3, 149], [4, 150], [2, 200], [5, 210]), 'ts')).toEqual([150, 200, 210]);
    expect(await runs.run(rowsOf([6, 165]), 'ts')).toEqual([165]);
    expect(await lastValue(runs)).toBe(210);
  });

  test('I6-f texts that are no instants compare by their characters', async () => {
    const { run } = await openRuns({ initialValue: '5' });
    expect(
      await run(
        [
          { id: 1, ts: '9' },
          { id: 2, ts: '10' },
        ],
        'ts',
      ),
    ).toEqual(['9']);
  });

  test('I6-g in falling order nothing is asked for behind the start', async () => {
    const { load, root } = await openInProcess();
    const asked: number[] = [];
    const t = resource(
      't',
      { incremental: incremental('ts', { initialValue: 5, rowOrder: 'desc' }) },
      async function* () {
        for (const [number, page] of [[9, 5], [4], [3]].entries()) {
          asked.push(number);
          yield page.map((ts) => ({ ts }));
        }
      },
    );
    await load([t]);
    expect(await readWarehouse(root, 'SELECT ts FROM raw_shop.t ORDER BY 1')).toEqual([{ ts: 5 }, { ts: 9 }]);
    expect(asked).toEqual([0, 1]);
  });

  test('I6-h what replaces starts anew with every run', async () => {
    const { run } = await openRuns({}, { writeDisposition: 'replace' });
    const rows = rowsOf([1, 1], [2, 2]);
    expect(await run(rows)).toEqual([1, 2]);
    expect(await run(rows)).toEqual([1, 2]);
  });
});

/** The resources of a REST source. */
function restResources(url: string, yaml: string): readonly Resource[] {
  const text = `sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
${yaml}`;
  const { entries, issues } = validateSources(text, 'sources.yml');
  const spec = entries[0]?.spec;
  if (spec?.type !== 'rest_api') throw new Error(issues.map(({ message }) => message).join('\n'));
  return compileRestSource({ ...toRestSource(spec), name: 'shop' }).resources;
}

describe('what is asked for', () => {
  const comments = ({ path, query }: ReceivedRequest): object => {
    if (path === '/parents') {
      const page = Number(query['page'] ?? 1);
      return page > 2 ? [] : [2 * page - 2, 2 * page - 1].map((id) => ({ id }));
    }
    const p = Number(path.split('/')[2]);
    const since = Number(query['since'] ?? 0);
    return [10 - 2 * p, 11 - 2 * p].filter((c) => c >= since).map((c) => ({ p, c }));
  };

  const startStyles = [
    'incremental: { cursor_path: c, initial_value: 0, start_param: since }',
    'incremental: { cursor_path: c, initial_value: 0 }, params: { since: "{incremental.start_value}" }',
  ];

  test('I6-i the start stands still while the children of many parents are read, sent in either way', async () => {
    for (const style of startStyles) {
      const server = await startServer((request) => ({ json: comments(request) }));
      const { load, root } = await openInProcess();
      const resources = restResources(
        server.url,
        `        - { name: parents, pagination: page_number }
        - { name: comments, endpoint: "/parents/{resources.parents.id}/comments", ${style} }
`,
      );
      await load(resources);
      const asked = server.requests.filter(({ path }) => path.endsWith('/comments'));
      expect(asked.map(({ query }) => query['since'])).toEqual(['0', '0', '0', '0']);
      expect(await readWarehouse(root, 'SELECT count(*) AS n FROM raw_shop.comments')).toEqual([{ n: 8 }]);
    }
  });

  test('I6-j a number of pages alone is no way to the next one: one page, and a warning', async () => {
    const server = await startServer(({ query }) => {
      const page = Number(query['page'] ?? 1);
      return { json: { data: [{ id: 2 * page - 1 }, { id: 2 * page }], total_pages: 3 } };
    });
    const { load, root } = await openInProcess();
    const { warnings } = await load(restResources(server.url, '        - { name: items, primary_key: id }\n'));
    expect(server.requests.map(({ url }) => url.pathname + url.search)).toEqual(['/items']);
    expect(warnings).toEqual([expect.stringContaining('total_pages') as string]);
    expect(await readWarehouse(root, 'SELECT id FROM raw_shop.items ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('I6-k nothing is asked for below records that a cursor or a filter drops', async () => {
    const server = await startServer(({ path }) => ({
      json: path === '/orders' ? [1, 2, 3, 4].map((id) => ({ id, ts: id })) : [{ of: path }],
    }));
    const { load } = await openInProcess();
    await load(
      restResources(
        server.url,
        `        - { name: orders, primary_key: id, incremental: { cursor_path: ts, initial_value: 2 }, steps: [{ filter: { field: id, op: not_equals, value: 4 } }] }
        - { name: lines, endpoint: "/orders/{resources.orders.id}/lines" }
`,
      ),
    );
    expect(server.requests.map(({ path }) => path)).toEqual(['/orders', '/orders/2/lines', '/orders/3/lines']);
  });
});
