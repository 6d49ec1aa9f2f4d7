import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { findOrigin } from '../loads/find-origin.ts';
import type { RowOrigin } from '../loads/row-id.ts';
import { loadProject } from '../project/load-project.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { readRow } from '../sync/browse-data.ts';
import { cutFrom, cutRecord } from '../sync/cut-record.ts';
import { findRow, type FoundRow, type RowWords } from '../sync/find-row.ts';
import { readExchange } from '../sync/read-exchange.ts';
import { parseExact } from '../util/exact-json.ts';
import type { Cell } from '../warehouse/cell.ts';
import type { RowDetail } from '../warehouse/row-detail.ts';
import { findRunOfLoad, type TracedRun } from './find-run-of-load.ts';
import { toTracedExchange, type TracedExchange } from './traced-exchange.ts';

/** Where a row came from. Keys are snake_case because `--json` prints it as it is. */
export interface RowTrace {
  readonly dataset: string;
  readonly table: string;
  readonly row_id?: string;
  readonly row: Readonly<Record<string, Cell>>;
  /** The row that this one was a list element of. */
  readonly parent?: { readonly table: string; readonly row_id: string };
  readonly children: readonly { readonly table: string; readonly rows: number }[];
  readonly load?: { readonly load_id: string; readonly inserted_at?: string };
  readonly run?: TracedRun;
  readonly exchange?: TracedExchange;
  /** Which record of the exchange it was, from 1, counted among those that were loaded. */
  readonly record_number?: number;
  /** The record, as the response had it; of a child row that of its root row. */
  readonly record?: JsonValue;
  /** Of a child row: the element of the list. */
  readonly element?: JsonValue;
  /** Why there is no record, or no exchange, in words. */
  readonly missing?: string;
}

/** Follows a row back to the request that brought it. @throws DangoError `name-unknown`, `usage-invalid`. */
export async function traceRow(projectRoot: string, words: RowWords): Promise<RowTrace> {
  const found = await findRow(projectRoot, words);
  const { dataset, table, detail } = found;
  const root = await rootOf(projectRoot, found);
  const rowId = textOf(detail, '_dlt_id');
  const loadId = detail.load?.loadId;
  const trace = {
    dataset,
    table,
    ...(rowId === undefined ? {} : { row_id: rowId }),
    row: Object.fromEntries(cellsOf(detail)),
    ...(detail.parent === undefined ? {} : { parent: { table: detail.parent.table, row_id: detail.parent.dltId } }),
    children: detail.children.filter(({ rows }) => rows > 0).map((child) => ({ table: child.table, rows: child.rows })),
  };
  if (loadId === undefined) return { ...trace, missing: 'The row names no load, so nothing tells where it came from.' };
  const { insertedAt } = detail.load ?? {};
  const run = await findRunOfLoad(projectRoot, loadId);
  const loaded = {
    ...trace,
    load: { load_id: loadId, ...(insertedAt === undefined ? {} : { inserted_at: insertedAt }) },
    ...(run === undefined ? {} : { run }),
  };
  const folder = join(loadProject(projectRoot).paths.loads, loadId);
  const rootId = textOf(root.detail, '_dlt_id');
  const origin = rootId === undefined ? undefined : findOrigin({ table: root.table, rowId: rootId, folder });
  if (origin === undefined) {
    return { ...loaded, missing: 'Its id names no request: the row was not loaded by Dango, or by an old version.' };
  }
  const isChild = root !== found;
  // A row in the quarantine is no row of a table: it has its record with it.
  const aside = table === '_dango_quarantine' ? textOf(detail, 'record') : undefined;
  const traced = await readOrigin(projectRoot, loadId, origin, root.detail, isChild ? detail : undefined);
  const { missing: _missing, ...known } = traced;
  return {
    ...loaded,
    record_number: origin.position + 1,
    ...(aside === undefined ? traced : { ...known, record: parseExact(aside) as JsonValue }),
  };
}

async function readOrigin(
  projectRoot: string,
  loadId: string,
  { exchange: number, position }: RowOrigin,
  root: RowDetail,
  child: RowDetail | undefined,
): Promise<Pick<RowTrace, 'exchange' | 'record' | 'element' | 'missing'>> {
  const answer = await readExchange(projectRoot, { loadId, exchange: number }).catch((error: unknown) => {
    if (DangoError.is(error) && error.code === 'name-unknown') return undefined;
    throw error;
  });
  if (answer === undefined) {
    const why = 'No request was recorded for it: the record was made by the code of a module.';
    return { exchange: { number, kept: false, why }, missing: why };
  }
  if (answer.kind === 'pruned') {
    const missing = `The body is no longer kept. ${answer.reason}`;
    return { exchange: { number, kept: false, why: answer.reason }, missing };
  }
  const { responseBody, ...summary } = answer.exchange;
  const exchange = toTracedExchange(summary);
  if (responseBody === undefined) return { exchange, missing: 'The response had no body that was kept.' };
  if (answer.isBodyCut)
    return { exchange, missing: 'Only the first 4 MiB of the body were kept, so the record cannot be cut out.' };
  const record = cutRecord(responseBody, cellsOf(root), position);
  if (record === undefined) {
    return {
      exchange,
      missing:
        'Nothing in the body looks like the row: it is no JSON, or steps or a module made the record out of something else.',
    };
  }
  if (child === undefined) return { exchange, record };
  const element = cutFrom(record, cellsOf(child), Number(textOf(child, '_dlt_list_idx') ?? 0));
  return { exchange, record, ...(element === undefined ? {} : { element }) };
}

/** The row that a child row hangs on in the end; the row itself where it has no parent. */
async function rootOf(projectRoot: string, found: FoundRow): Promise<FoundRow> {
  const passed = new Set<string>();
  let row = found;
  while (row.detail.parent !== undefined && !passed.has(row.table)) {
    passed.add(row.table);
    const { table, dltId } = row.detail.parent;
    const place = { dataset: row.dataset, table };
    row = { ...place, detail: await readRow(projectRoot, { ...place, dltId }) };
  }
  return row;
}

function cellsOf({ columns, values }: RowDetail): ReadonlyMap<string, Cell> {
  return new Map(columns.map(({ name }, index) => [name, values[index] ?? null]));
}

function textOf(detail: RowDetail, column: string): string | undefined {
  const cell = cellsOf(detail).get(column);
  return typeof cell === 'string' ? cell : undefined;
}
