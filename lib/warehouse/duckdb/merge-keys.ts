import { DangoError } from '../../errors/dango-error.ts';
import type { RequiredColumn, ResourceLoad } from '../plan/load-plan.ts';
import { describeOrigin } from './describe-origin.ts';
import { recordSourceSql } from './record-source.ts';
import type { Session } from './session.ts';
import { sqlColumnType } from './sql-types.ts';
import { columnSql } from './value-sql.ts';

/** The value of a column of the root table, read from a record as the table will hold it. NULL where none has it. */
export function recordValueSql({ plan }: ResourceLoad, name: string): string {
  const form = plan.root.form === 'json' ? 'json' : 'columns';
  const column = plan.tables[0]?.columns.find((one) => one.name === name);
  return column === undefined ? 'NULL' : `CAST(${columnSql(column, form)} AS ${sqlColumnType(column.type)})`;
}

/** Why the records of a resource cannot be loaded: some lack what each must have. Undefined where all have it. */
export async function findMissingValues(
  load: ResourceLoad,
  session: Session,
  folder: string,
): Promise<DangoError | undefined> {
  const { resource, plan, requiredColumns } = load;
  if (load.disposition === 'discard' || requiredColumns.length === 0) return undefined;
  const source = recordSourceSql(plan, resource, folder);
  const conditions = requiredColumns.map(({ column }) => `${recordValueSql(load, column)} IS NULL`);
  const answers = conditions.flatMap((condition, position) => [
    `min(_dlt_id) FILTER (${condition}) AS first_${position}`,
    `count(*) FILTER (${condition})::DOUBLE AS total_${position}`,
  ]);
  const [row] = await session.rows(`SELECT ${answers.join(', ')} FROM ${source} WHERE ${conditions.join(' OR ')}`);
  for (const [position, required] of requiredColumns.entries()) {
    const total = Number(row?.[`total_${position}`] ?? 0);
    if (total > 0) return missingValue(load, required, { total, first: String(row?.[`first_${position}`]) });
  }
  return undefined;
}

function missingValue(
  { resource, plan, merge }: ResourceLoad,
  { column, role }: RequiredColumn,
  { total, first }: { readonly total: number; readonly first: string },
): DangoError {
  const { name, table, rows } = resource;
  const subject = `${total} of ${rows} records of ${name}`;
  const variant = plan.tables[0]?.columns.find((one) => one.name.startsWith(`${column}__v_`));
  const fields =
    role === 'merge key' ? (resource.merge_key ?? []) : role === 'column' ? [column] : resource.primary_key;
  const what = `${role} ${fields.join(', ')}`;
  const context = { resource: name, table, row: first };
  if (variant !== undefined) {
    return new DangoError(
      `${subject} have a ${what} of another type than its column: it is ${variant.type} now (first: ${describeOrigin(first)}).`,
      {
        code: 'rows-refused',
        hint: `Run "dango sync" with --full-refresh --resource ${name} to make the table anew with the new type.`,
        context,
      },
    );
  }
  if (role === 'column') {
    return new DangoError(
      `${subject} have no value for ${what}, which may not be null (first: ${describeOrigin(first)}).`,
      { code: 'rows-refused', hint: `Take nullable: false of ${column} away, or leave such records out.`, context },
    );
  }
  const others = merge?.strategy === 'delete-insert' ? ', or another write_disposition' : '';
  return new DangoError(`${subject} have no value for the ${what} (first: ${describeOrigin(first)}).`, {
    code: 'rows-refused',
    hint: `Choose a ${role.replace(' ', '_')} that every record has${others} for ${name}.`,
    context,
  });
}
