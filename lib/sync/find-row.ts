import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import type { DatasetListing } from '../warehouse/dataset-listing.ts';
import { readKeyColumns } from '../warehouse/duckdb/read-key-columns.ts';
import type { RowDetail } from '../warehouse/row-detail.ts';
import type { TableName } from '../warehouse/row-window.ts';
import { loadProject } from '../project/load-project.ts';
import { listDatasets, readRow, readRows } from './browse-data.ts';
import { readProject } from './project-gate.ts';
import { storedPlace } from './stored-place.ts';

/** A row as a person names it. */
export interface RowWords {
  /** `dataset.table`, or a table alone. */
  readonly table: string;
  /** Its `_dlt_id`, or the value of its primary key. */
  readonly id: string;
  /** Source whose dataset is meant. Default: every dataset. */
  readonly source?: string | undefined;
}

export interface FoundRow extends TableName {
  readonly detail: RowDetail;
}

/** @throws DangoError `name-unknown` for a table or row that is not there, `usage-invalid` where several tables are meant. */
export async function findRow(projectRoot: string, { table, id, source }: RowWords): Promise<FoundRow> {
  const { datasets } = await listDatasets(projectRoot);
  const project = loadProject(projectRoot);
  const dataset = source === undefined ? undefined : storedPlace(project, source).dataset.toLowerCase();
  const place = pickTable(
    datasets.filter(({ name }) => dataset === undefined || name.toLowerCase() === dataset),
    table,
  );
  const keys = await readProject(project, {}, (session) => readKeyColumns(session, place));
  for (const column of ['_dlt_id', ...keys]) {
    if (!place.columns.includes(column)) continue;
    const rowId = await findRowId(projectRoot, { dataset: place.dataset, table: place.table }, column, id);
    if (rowId === undefined) continue;
    const name = { dataset: place.dataset, table: place.table };
    return { ...name, detail: await readRow(projectRoot, { ...name, rowId }) };
  }
  throw new DangoError(`Table ${place.dataset}.${place.table} has no row "${id}".`, {
    code: 'name-unknown',
    hint: `Give the value of its column _dlt_id${keys.length === 1 ? ` or ${keys.join('')}` : ''}; a later load may have replaced the row.`,
    context: { dataset: place.dataset, table: place.table, id },
  });
}

interface PickedTable extends TableName {
  readonly columns: readonly string[];
}

function pickTable(datasets: readonly DatasetListing[], words: string): PickedTable {
  const all = datasets.flatMap(({ name: dataset, tables }) =>
    tables.map(({ name, columns }) => ({ dataset, table: name, columns: columns.map((column) => column.name) })),
  );
  const wanted = words.toLowerCase();
  const exact = all.filter(({ dataset, table }) => `${dataset}.${table}`.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : all.filter(({ table }) => table.toLowerCase() === wanted);
  const [one, ...others] = found;
  if (one !== undefined && others.length === 0) return one;
  const names = (found.length > 0 ? found : all).map(({ dataset, table }) => `${dataset}.${table}`);
  if (one !== undefined) {
    throw new DangoError(`Several datasets have a table "${words}".`, {
      code: 'usage-invalid',
      hint: `Name one of them: ${names.join(', ')}.`,
    });
  }
  const meant = closestWord(words, [...names, ...all.map(({ table }) => table)]);
  throw new DangoError(`There is no table "${words}".`, {
    code: 'name-unknown',
    hint: meant === undefined ? '"dango query \'SHOW ALL TABLES\'" lists them.' : `Did you mean "${meant}"?`,
    context: { table: words },
  });
}

/** DuckDB's number of the row; of several with one key that of the last. */
async function findRowId(
  projectRoot: string,
  place: TableName,
  column: string,
  value: string,
): Promise<string | undefined> {
  try {
    const filters = [{ column, operator: 'equals', value } as const];
    const { rowIds } = await readRows(projectRoot, { ...place, filters, offset: 0, limit: 500 });
    return rowIds.at(-1);
  } catch (error) {
    // What is no number is the key of no row that has one.
    if (DangoError.is(error) && error.code === 'usage-invalid') return undefined;
    throw error;
  }
}
