import type { ScratchWarehouse } from './load-records.ts';

/** The rows of a root table as JSON, with those of its list `l` behind, in order. */
export async function rowsWithList(warehouse: ScratchWarehouse, table = 'items'): Promise<readonly string[]> {
  const [child] = await warehouse.rows(`SELECT 1 FROM information_schema.tables WHERE table_name = '${table}__l'`);
  const list =
    child === undefined
      ? 'NULL'
      : `(SELECT list(c.value ORDER BY c._dlt_list_idx) FROM raw_shop.${table}__l c WHERE c._dlt_parent_id = t._dlt_id)`;
  const found = await warehouse.rows(
    `SELECT to_json(t) AS row FROM (SELECT COLUMNS(c -> NOT starts_with(c, '_dlt_')), ${list} AS l FROM raw_shop.${table} t) t`,
  );
  return found
    .map(({ row }) => {
      const fields = Object.entries(JSON.parse(String(row)) as Record<string, unknown>);
      return JSON.stringify(Object.fromEntries(fields.filter(([, value]) => value !== null)));
    })
    .toSorted();
}
