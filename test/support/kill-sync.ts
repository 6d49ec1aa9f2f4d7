import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeState } from '../../lib/warehouse/pipeline-state.ts';
import { restSourcesYml } from './rest-sources-yml.ts';
import { startServer, type TestServer } from './start-server.ts';
import { withWarehouse } from './read-warehouse.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

const program = fileURLToPath(new URL('sync-and-tell.ts', import.meta.url));

export interface KilledSync {
  /** Crash points in the order in which they were reached, and the status of the sync where it came to its end. */
  readonly reached: readonly ReachedPoint[];
  readonly wasKilled: boolean;
}

export interface ReachedPoint {
  readonly name: string;
  /** Milliseconds since the process began. */
  readonly atMs: number;
}

export interface KillOptions {
  /** A crash point, see `crashPoint`. Absent: none. */
  readonly at?: string;
  /** Kills so long after a point is reached, in milliseconds. Absent: it lives. */
  readonly after?: { readonly point: string; readonly delayMs: number };
}

/** Syncs a project in a process of its own that is killed. */
export async function killSync(root: string, { at, after }: KillOptions): Promise<KilledSync> {
  const env = { ...process.env, ...(at === undefined ? {} : { DANGO_CRASH_AT: at }) };
  const when = after === undefined ? [] : [after.point, String(after.delayMs)];
  const child = spawn(process.execPath, [program, root, ...when], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const reached = output.split('\n').flatMap((line) => {
    const [name = '', atMs] = line.split(' ');
    return name === '' ? [] : [{ name, atMs: Number(atMs) }];
  });
  return { reached, wasKilled: signal === 'SIGKILL' };
}

/** What is there before a kill, and what must be there after the sync that follows. */
export interface KillScene {
  readonly server: TestServer;
  /** A copy of the project as it was after its first sync. */
  readonly copy: () => Promise<TempProject>;
}

const types = ['a', 'b', 'c'];

/**
 * A shop that has synced once. Since then its API has `size` further events (appended, with child rows), changes of a
 * third as many orders (merged, with child rows), and as many users, all new (replaced).
 */
export async function openKillScene(size: number, syncFirst: (root: string) => Promise<unknown>): Promise<KillScene> {
  let isSecond = false;
  const pages = new Map<string, string>();
  const page = (name: string, count: number, make: (index: number) => object): string => {
    const key = `${name} ${isSecond}`;
    const known = pages.get(key);
    if (known !== undefined) return known;
    const body = JSON.stringify(Array.from({ length: count }, (_, index) => make(index)));
    pages.set(key, body);
    return body;
  };
  const server = await startServer(({ path }) => {
    const [count, first] = isSecond ? [size, 100] : [100, 0];
    const body =
      path === '/events'
        ? page(path, count, (index) => ({
            seq: first + index,
            kind: types[index % 3],
            tags: index % 50 ? [] : ['x', index],
          }))
        : path === '/orders'
          ? page(path, Math.ceil(count / 3), (index) => ({
              id: index,
              at: first + index,
              lines: [{ n: first }, { n: index }],
            }))
          : page(path, Math.ceil(count / 3), (index) => ({ id: first + index, name: `user ${index}` }));
    return { headers: { 'content-type': 'application/json' }, body };
  });
  const resources = `        - { name: events, write_disposition: append, pagination: single_page, incremental: { cursor_path: seq } }
        - { name: orders, primary_key: id, pagination: single_page, incremental: { cursor_path: at } }
        - { name: users, pagination: single_page }
`;
  const base = await createTempProject({ sourcesYml: restSourcesYml('shop', server.url, resources) });
  await syncFirst(base.root);
  isSecond = true;
  return {
    server,
    copy: async () => {
      const project = await createTempProject();
      await cp(base.root, project.root, { recursive: true });
      return project;
    },
  };
}

/**
 * All tables of a dataset, each as its number of rows and a sum over what the rows hold and what lies above them; the
 * saved cursors; and the number of rows that no load record knows.
 */
export function fingerprint(root: string): Promise<Readonly<Record<string, unknown>>> {
  return withWarehouse(root, async (read) => {
    const sums: [string, string][] = [
      ['events', 'SELECT hash(seq, kind) AS h FROM raw_shop.events'],
      ['orders', 'SELECT hash(id, "at") AS h FROM raw_shop.orders'],
      ['users', 'SELECT hash(id, name) AS h FROM raw_shop.users'],
      [
        'events__tags',
        `SELECT hash(seq, c.value, c._dlt_list_idx) AS h
         FROM raw_shop.events__tags c LEFT JOIN raw_shop.events e ON e._dlt_id = c._dlt_parent_id`,
      ],
      [
        'orders__lines',
        `SELECT hash(id, c.n, c._dlt_list_idx) AS h
         FROM raw_shop.orders__lines c LEFT JOIN raw_shop.orders o ON o._dlt_id = c._dlt_root_id`,
      ],
    ];
    const found: Record<string, unknown> = {};
    for (const [table, rows] of sums) {
      const [row] = await read(`SELECT count(*) AS n, sum(h)::VARCHAR AS sum FROM (${rows})`);
      found[table] = `${String(row?.['n'])} rows ${String(row?.['sum'])}`;
    }
    for (const table of ['events', 'orders', 'users']) {
      const [row] = await read(
        `SELECT count(*) AS n FROM raw_shop.${table} WHERE _dlt_load_id NOT IN (SELECT load_id FROM raw_shop._dlt_loads)`,
      );
      found[`${table} of unknown loads`] = row?.['n'];
    }
    const [state] = await read('SELECT state FROM raw_shop._dlt_pipeline_state ORDER BY version DESC LIMIT 1');
    found['cursors'] = decodeState(String(state?.['state'])).content.sources;
    return found;
  });
}
