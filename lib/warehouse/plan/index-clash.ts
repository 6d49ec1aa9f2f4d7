import { DangoError } from '../../errors/dango-error.ts';
import type { LoadPlan, ResourceLoad } from './load-plan.ts';

/** An index that somebody made by CREATE INDEX; one of a constraint is none. */
export interface TableIndex {
  readonly name: string;
  readonly table: string;
  readonly isUnique: boolean;
  /** What it is over, in the warehouse's own words. */
  readonly expressions: string;
  /** Name with its schema, quoted. */
  readonly sqlName: string;
}

/**
 * Why the rows of a resource cannot be written beside the indexes that are there. DuckDB still finds a row in a unique
 * index that the same transaction has deleted, and alters no column of a table with any. Undefined: they can. Pure.
 */
export function findIndexClash(
  load: ResourceLoad,
  { changes }: Pick<LoadPlan, 'changes'>,
  indexes: readonly TableIndex[],
): DangoError | undefined {
  const { resource, plan } = load;
  // A full refresh makes the tables anew, without what hung on them.
  if (resource.is_full_refresh || load.disposition === 'discard') return undefined;
  const own = new Set(plan.tables.map(({ name }) => name));
  const widened = new Set(changes.flatMap((one) => (one.change === 'widen column' ? [one.table] : [])));
  for (const index of indexes) {
    if (!own.has(index.table)) continue;
    if (widened.has(index.table)) return clash(load, index, 'make a column wider');
    if (index.isUnique && bringsKeysAgain(load, index)) return clash(load, index, 'replace rows');
  }
  return undefined;
}

/** Whether what it deletes and what it inserts may be the same to an index. */
function bringsKeysAgain({ disposition, merge, replacedRows }: ResourceLoad, { expressions }: TableIndex): boolean {
  const strategy = disposition === 'merge' ? merge?.strategy : undefined;
  const isRewritten =
    disposition === 'replace' || strategy === 'delete-insert' || strategy === 'upsert' || replacedRows !== undefined;
  if (!isRewritten || /\b_dlt_load_id\b/.test(expressions)) return false;
  // Only an upsert lets rows keep their ids.
  return strategy === 'upsert' || !/\b_dlt_(id|parent_id|root_id)\b/.test(expressions);
}

function clash({ resource }: ResourceLoad, { name, table, isUnique, sqlName }: TableIndex, what: string): DangoError {
  const kind = isUnique ? 'the unique index' : 'the index';
  return new DangoError(
    `${resource.name} was not loaded: DuckDB cannot ${what} in one transaction under ${kind} ${name} of table ${table}.`,
    {
      code: 'rows-refused',
      hint: `Drop it with DROP INDEX ${sqlName} in the DuckDB shell, and sync again; a UNIQUE constraint may stay.`,
      context: { resource: resource.name, table },
    },
  );
}
