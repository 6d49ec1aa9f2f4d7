import { join } from 'node:path';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ResourcePlan } from '../../schema/table-plan.ts';
import { hasValueSql, keptSql } from './select-sql.ts';
import { quoteName, quoteText } from './sql-text.ts';
import { sqlReadType } from './sql-types.ts';

/** DuckDB's own limit for one line; only longer ones need to be announced, because a high limit costs time. */
const usualLineBytes = 16 * 1024 * 1024;

/** The records of a resource, without those that its contract keeps out. */
export function recordSourceSql(plan: ResourcePlan, resource: PackageResource, folder: string): string {
  const records = rawSourceSql(plan, resource, folder);
  const table = plan.tables.find(({ parent }) => parent === undefined);
  const kept = table === undefined ? '' : keptSql(table, plan.root.form === 'json' ? 'json' : 'columns');
  return kept === '' ? records : `(SELECT * FROM ${records} WHERE ${kept})`;
}

/** The records that its contract keeps out of the root table; undefined where it keeps none out. */
export function asideSourceSql(plan: ResourcePlan, resource: PackageResource, folder: string): string | undefined {
  const { unwanted = [] } = plan.tables.find(({ parent }) => parent === undefined) ?? {};
  if (unwanted.length === 0) return undefined;
  const form = plan.root.form === 'json' ? 'json' : 'columns';
  return `(SELECT * FROM ${rawSourceSql(plan, resource, folder)} WHERE ${hasValueSql(unwanted, form)})`;
}

/** The records of a resource as they were spooled, as `_dlt_id` and `record`, text without the id. */
export function rawTextSql(resource: PackageResource, folder: string): string {
  // The id stands in front of every line, see `recordLine`.
  const id = `json->>'_dlt_id'`;
  const head = `length('{"_dlt_id":""') + length(${id})`;
  const record = `CASE WHEN length(json::VARCHAR) = ${head} + 1 THEN '{}' ELSE '{' || substr(json::VARCHAR, ${head} + 2) END`;
  return `(SELECT ${id} AS _dlt_id, ${record} AS record FROM ${objectsSql(resource, folder)})`;
}

/** The relation that reads the records of a resource out of its package, with the types that were seen. */
export function rawSourceSql({ root }: ResourcePlan, resource: PackageResource, folder: string): string {
  if (root.form === 'json') return `(SELECT json, json->>'_dlt_id' AS _dlt_id FROM ${objectsSql(resource, folder)})`;
  const { files, longest } = filesSql(resource, folder);
  const columns = [
    `_dlt_id: 'VARCHAR'`,
    ...root.columns.map(([key, type]) => `${quoteName(key)}: ${quoteText(sqlReadType(type))}`),
  ];
  // `records` is said outright: with a single column a line that is a scalar would change the meaning of the file.
  return `read_json(${files}, format = 'newline_delimited', records = true, auto_detect = false, hive_partitioning = false, maximum_object_size = ${longest}, columns = {${columns.join(', ')}})`;
}

function objectsSql(resource: PackageResource, folder: string): string {
  const { files, longest } = filesSql(resource, folder);
  return `read_ndjson_objects(${files}, hive_partitioning = false, maximum_object_size = ${longest})`;
}

function filesSql(
  { files, longest_line: longestLine }: PackageResource,
  folder: string,
): { readonly files: string; readonly longest: number } {
  return {
    files: `[${files.map((file) => quoteText(join(folder, file))).join(', ')}]`,
    longest: Math.max(usualLineBytes, 2 * longestLine),
  };
}
