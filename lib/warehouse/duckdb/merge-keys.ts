import { DangoError } from '../../errors/dango-error.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import { describeOrigin } from './describe-origin.ts';
import { recordSourceSql } from './record-source.ts';
import type { Session } from './session.ts';
import { sqlColumnType } from './sql-types.ts';
import { columnSql } from './value-sql.ts';

/** The values of the primary key of a record, as the root table will hold them. */
export function keyExpressions({ plan, keyColumns }: ResourceLoad): readonly { name: string; sql: string }[] {
  const form = plan.root.form === 'json' ? 'json' : 'columns';
  const columns = plan.tables[0]?.columns ?? [];
  return columns
    .filter(({ name }) => keyColumns.includes(name))
    .sort((one, other) => keyColumns.indexOf(one.name) - keyColumns.indexOf(other.name))
    .map((column, position) => ({
      name: `_key_${position}`,
      sql: `CAST(${columnSql(column, form)} AS ${sqlColumnType(column.type)})`,
    }));
}

/** Why the records of a merge cannot be loaded: some have no key. Undefined where all have one. */
export async function findMissingKeys(
  load: ResourceLoad,
  session: Session,
  folder: string,
): Promise<DangoError | undefined> {
  const { resource, plan } = load;
  if (load.disposition === 'discard') return undefined;
  if (resource.write_disposition !== 'merge' || resource.rows === 0) return undefined;
  const isMissing = keyExpressions(load).map(({ sql }) => `${sql} IS NULL`);
  const [row] = await session.rows(
    `SELECT min(_dlt_id) AS first, count(*)::INTEGER AS total FROM ${recordSourceSql(plan, resource, folder)} WHERE ${isMissing.join(' OR ')}`,
  );
  const total = Number(row?.['total'] ?? 0);
  if (total === 0) return undefined;
  const first = String(row?.['first']);
  const variant = plan.tables[0]?.columns.find(({ name }) =>
    load.keyColumns.some((key) => name.startsWith(`${key}__v_`)),
  );
  const subject = `${total} of ${resource.rows} records of ${resource.name}`;
  const key = resource.primary_key.join(', ');
  return new DangoError(
    variant === undefined
      ? `${subject} have no value for the primary key ${key} (first: ${describeOrigin(first)}).`
      : `${subject} have a primary key ${key} of another type than its column: it is ${variant.type} now (first: ${describeOrigin(first)}).`,
    {
      code: 'rows-refused',
      hint:
        variant === undefined
          ? `Choose a primary_key that every record has, or another write_disposition for ${resource.name}.`
          : `Run "dango sync" with --full-refresh --resource ${resource.name} to make the table anew with the new type.`,
      context: { resource: resource.name, table: resource.table, row: first },
    },
  );
}
