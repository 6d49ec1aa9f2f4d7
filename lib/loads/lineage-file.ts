import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Name, within a package, of the file that leads from rows to their records where a row has kept the id of an earlier one,
 * as an upsert lets it: a line for each, with `row_id` and `record_id`, the id that tells exchange and position.
 */
export function lineageFile(table: string): string {
  return `lineage.${table}.jsonl`;
}

interface KeptId {
  readonly row_id: string;
  readonly record_id: string;
}

/** The id of the record that a row of a root table comes from; undefined where the package does not tell. */
export function recordIdOf(folder: string, table: string, rowId: string): string | undefined {
  const text = readText(join(folder, lineageFile(table)));
  const start = text.indexOf(`{"row_id":${JSON.stringify(rowId)},`);
  return start < 0 ? undefined : parseLine(text.slice(start, text.indexOf('\n', start))).record_id;
}

/** The rows of root tables that kept their ids, of records whose ids lie in a range of texts, by table. */
export function keptRowIds(
  folder: string,
  { from, below }: { readonly from: string; readonly below: string },
): ReadonlyMap<string, readonly string[]> {
  const tables = listNames(folder).flatMap((name) => /^lineage\.(.+)\.jsonl$/.exec(name)?.[1] ?? []);
  return new Map(
    tables.map((table) => {
      const lines = readText(join(folder, lineageFile(table))).split('\n');
      const kept = lines.filter((line) => line !== '').map(parseLine);
      const mine = kept.filter(({ record_id: id }) => id >= from && id < below);
      return [table, mine.map(({ row_id: id }) => id)] as const;
    }),
  );
}

function parseLine(line: string): KeptId {
  return JSON.parse(line) as KeptId;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
