import { join } from 'node:path';
import type { PackageResource } from '../../loads/manifest.ts';
import type { ResourcePlan } from '../../schema/table-plan.ts';
import { keptSql } from './select-sql.ts';
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

/** The relation that reads the records of a resource out of its package, with the types that were seen. */
export function rawSourceSql({ root }: ResourcePlan, resource: PackageResource, folder: string): string {
  const files = `[${resource.files.map((file) => quoteText(join(folder, file))).join(', ')}]`;
  const longest = Math.max(usualLineBytes, 2 * resource.longest_line);
  if (root.form === 'json') {
    const objects = `read_ndjson_objects(${files}, hive_partitioning = false, maximum_object_size = ${longest})`;
    return `(SELECT json, json->>'_dlt_id' AS _dlt_id FROM ${objects})`;
  }
  const columns = [
    `_dlt_id: 'VARCHAR'`,
    ...root.columns.map(([key, type]) => `${quoteName(key)}: ${quoteText(sqlReadType(type))}`),
  ];
  // `records` is said outright: with a single column a line that is a scalar would change the meaning of the file.
  return `read_json(${files}, format = 'newline_delimited', records = true, auto_detect = false, hive_partitioning = false, maximum_object_size = ${longest}, columns = {${columns.join(', ')}})`;
}
