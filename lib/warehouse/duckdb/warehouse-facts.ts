import type { DangoError } from '../../errors/dango-error.ts';
import type { PackageManifest } from '../../loads/manifest.ts';
import type { LoadPlan } from '../plan/load-plan.ts';
import { withOwnedTables } from '../plan/owned-tables.ts';
import { planLoad, type WarehouseFacts } from '../plan/plan-load.ts';
import type { SchemaKnowledge } from '../plan/schema-knowledge.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { findMisfits, misfitKey } from './find-misfits.ts';
import type { Session } from './session.ts';
import { qualify, quoteName } from './sql-text.ts';
import { columnTypeOf } from './sql-types.ts';

type PackedResources = Pick<PackageManifest, 'dataset' | 'schema_name' | 'resources'>;

const largestExactInteger = 2n ** 53n;

/**
 * Plans a load against the warehouse. Planning is pure; the few questions about rows that come up on the way
 * are noted, answered, and the plan is made once more with the answers.
 */
export async function planAgainstWarehouse(
  session: Session,
  { dataset, schema_name: schemaName, resources: packed }: PackedResources,
  folder: string,
  catalog: Catalog,
  knowledge: SchemaKnowledge,
  refused: ReadonlyMap<string, DangoError> = new Map(),
): Promise<LoadPlan> {
  const resources = withOwnedTables(packed, schemaName, catalog, knowledge);
  const asked = new Map<string, { table: string; column: string; isWithin: boolean }>();
  const fitting = new Map<string, boolean>();
  const facts: WarehouseFacts = {
    ...knowledge,
    catalog,
    typeOf: (table, column) => {
      const type = catalog.get(table)?.get(column);
      return type === undefined ? undefined : columnTypeOf(type);
    },
    isWithinDouble: (table, column) => {
      const key = `${table}\0${column}`;
      if (!asked.has(key)) asked.set(key, { table, column, isWithin: true });
      return asked.get(key)?.isWithin ?? true;
    },
    hasMisfits: (table, column, offered) => fitting.get(misfitKey(table, column, offered)) !== false,
  };
  const plan = (): LoadPlan => planLoad(resources, facts, refused);
  let planned = plan();
  if (asked.size > 0) {
    for (const question of asked.values()) {
      question.isWithin = await isWithinDouble(session, dataset, question.table, question.column);
    }
    planned = plan();
  }
  // Until it is known, values are planned not to fit.
  await findMisfits(session, planned, folder, fitting);
  return fitting.size === 0 ? planned : plan();
}

async function isWithinDouble(session: Session, dataset: string, table: string, column: string): Promise<boolean> {
  const rows = await session.rows(
    `SELECT 1 FROM ${qualify(session.catalog, dataset, table)} WHERE abs(CAST(${quoteName(column)} AS HUGEINT)) > ${largestExactInteger} LIMIT 1`,
  );
  return rows.length === 0;
}
