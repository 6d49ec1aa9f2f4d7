import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowIdPrefix, rowOrigin, type RowOrigin } from './row-id.ts';

/** A row of a root table, and the load that brought it as it is now. */
export interface RootRow {
  readonly table: string;
  readonly loadId: string;
  /** Its `_dlt_id`. */
  readonly id: string;
}

/**
 * Name, within a package, of the file that leads from rows to their records where a row has kept the id of an earlier one,
 * as an upsert lets it: a line for each, with `row_id` and `record_id`, the id that tells exchange and position.
 */
export function lineageFile(table: string): string {
  return `lineage.${table}.ndjson`;
}

/**
 * The exchange that a row came in. Child rows came in that of their root row.
 * @param loadsFolder the packages of the project.
 * @returns undefined for a row that Dango has not loaded, and for one that kept its id where the package is gone.
 */
export function findRowOrigin(loadsFolder: string, { table, loadId, id }: RootRow): RowOrigin | undefined {
  if (id.startsWith(`${rowIdPrefix(loadId)}.`)) return rowOrigin(id);
  const record = recordIdOf(join(loadsFolder, loadId, lineageFile(table)), id);
  return record === undefined ? undefined : rowOrigin(record);
}

function recordIdOf(path: string, id: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  const start = text.indexOf(`{"row_id":${JSON.stringify(id)},`);
  if (start < 0) return undefined;
  const line = text.slice(start, text.indexOf('\n', start));
  return (JSON.parse(line) as { readonly record_id: string }).record_id;
}
