import type { SchemaChange } from '../schema-change.ts';
import type { RowChanges } from './row-changes.ts';
import { quoteText } from './sql-text.ts';

interface ChangesOfLoad {
  readonly rows: RowChanges;
  readonly schemaName: string;
  readonly loadId: string;
}

/** Notes down what a load changed of the shape of its dataset. The table is there. */
export async function writeSchemaChanges(
  changes: readonly SchemaChange[],
  { rows, schemaName, loadId }: ChangesOfLoad,
): Promise<void> {
  if (changes.length === 0) return;
  const values = changes.map(
    ({ change, table, column, dataType, previousType, resource, exchange, columns, contract }, index) => {
      const detail =
        columns === undefined && contract === undefined ? undefined : JSON.stringify({ columns, contract });
      const texts = [change, table, column, dataType, previousType, resource].map(textOrNull).join(', ');
      return `(${index + 1}, ${texts}, ${exchange ?? 'NULL'}, ${textOrNull(detail)})`;
    },
  );
  await rows.insert(
    '_dango_schema_changes',
    `SELECT ${quoteText(loadId)} AS _dlt_load_id, ${quoteText(schemaName)} AS schema_name, now() AS inserted_at, *
     FROM (VALUES ${values.join(', ')}) v(position, change, table_name, column_name, data_type, previous_type, resource_name, exchange, detail)`,
  );
}

function textOrNull(text: string | undefined): string {
  return text === undefined ? 'NULL' : quoteText(text);
}
