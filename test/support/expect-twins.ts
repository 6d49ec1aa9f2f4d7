import { expect } from 'vitest';
import { saveEjection } from '../../lib/project/eject-source.ts';
import { checkModuleText } from '../../lib/sync/check-module-text.ts';
import { decodeState } from '../../lib/warehouse/pipeline-state.ts';
import { readDataset } from './dataset-content.ts';
import { readWarehouse } from './read-warehouse.ts';
import type { ReceivedRequest, TestServer } from './start-server.ts';
import { syncShop, type ShopSync } from './sync-here.ts';
import { createTempProject, type TempProjectFiles } from './temp-project.ts';

export interface TwinsOptions extends Omit<TempProjectFiles, 'sourcesYml'> {
  readonly server: TestServer;
  /** With one source called `api`. */
  readonly sourcesYml: string;
  /** Called before each round: what the server serves. Two rounds. */
  readonly turnTo: (round: number) => void;
  /** Whether the requests of one path come in one order only. Default true. */
  readonly isOrdered?: boolean;
  /** Status of both sources in both rounds. Default `succeeded`. */
  readonly status?: ShopSync['status'];
}

export interface Twins {
  /** Text of the module. */
  readonly module: string;
  /** Requests of both, over all rounds. */
  readonly requests: number;
  /** Rows of all tables after the last round. */
  readonly rows: number;
}

/**
 * Syncs a REST source and the module that it is ejected to against the same server, each into a project of its own, twice:
 * the same requests, tables, rows and state.
 */
export async function expectTwins(options: TwinsOptions): Promise<Twins> {
  const { server, sourcesYml, turnTo, isOrdered = true, status = 'succeeded', ...files } = options;
  await using declared = await createTempProject({ ...files, sourcesYml });
  await using ejected = await createTempProject({ ...files, sourcesYml });
  const { file, module } = saveEjection(ejected.root, 'api', { replaces: true });
  expect(await checkModuleText(ejected.root, file, module)).toEqual([]);
  let rows = 0;
  for (const round of [1, 2]) {
    turnTo(round);
    const results = [];
    for (const { root } of [declared, ejected]) {
      const before = server.requests.length;
      const sync = await syncShop(root);
      const sent = server.requests.slice(before).map(describeRequest);
      const outcome = sync.resources.map(({ name, status: how, rows_loaded, tables, error }) => ({
        name,
        how,
        rows_loaded,
        tables,
        code: error?.code,
      }));
      const content = sync.status === 'failed' ? undefined : withoutNow(await readDataset(root, 'raw_api'));
      results.push({
        status: sync.status,
        requests: isOrdered ? byPath(sent) : sent.toSorted(),
        outcome,
        content,
        state: content === undefined ? undefined : await readState(root),
        columns: content === undefined ? undefined : await readColumns(root),
      });
    }
    const [one, other] = results;
    expect(other).toEqual(one);
    expect(one?.status).toBe(status);
    rows = Object.values(one?.content?.tables ?? {}).reduce((sum, table) => sum + table.length, 0);
  }
  return { module, requests: server.requests.length, rows };
}

/** Instants of loading differ; those of the API are of another time. */
function withoutNow<Content>(content: Content): Content {
  const text = JSON.stringify(content).replaceAll(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, (instant) =>
    Math.abs(Date.parse(instant) - Date.now()) < 3_600_000 ? 'now' : instant,
  );
  return JSON.parse(text) as Content;
}

/** Resources are read at the same time, so there is an order among the requests of one path only. */
function byPath(requests: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const paths: Record<string, string[]> = {};
  for (const request of requests) (paths[/ (\/[^? ]*)/.exec(request)?.[1] ?? ''] ??= []).push(request);
  return paths;
}

function describeRequest({ method, url, headers, body }: ReceivedRequest): string {
  const told = Object.entries(headers).filter(([name]) => !['date', 'user-agent', 'host', 'connection'].includes(name));
  return `${method} ${url.pathname}${url.search} ${JSON.stringify(Object.fromEntries(told.toSorted(([one], [other]) => (one < other ? -1 : 1))))} ${body}`;
}

async function readState(root: string): Promise<unknown> {
  const [row] = await readWarehouse(
    root,
    'SELECT state FROM raw_api._dlt_pipeline_state ORDER BY version DESC LIMIT 1',
  ).catch(() => []);
  return row === undefined ? undefined : decodeState(String(row['state'])).content.sources;
}

async function readColumns(root: string): Promise<unknown> {
  return readWarehouse(
    root,
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = 'raw_api' AND NOT starts_with(table_name, '_dlt') ORDER BY ALL`,
  );
}
