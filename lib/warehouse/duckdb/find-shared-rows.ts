import type { DangoError } from '../../errors/dango-error.ts';
import type { ResourceLoad } from '../plan/load-plan.ts';
import type { SchemaKnowledge } from '../plan/schema-knowledge.ts';
import { findSharedTables, sharedTableError, type Neighbours } from '../plan/shared-table.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { hasRows } from './has-rows.ts';
import type { Session } from './session.ts';

/**
 * Why a resource must stay out: one of its tables has rows of another source. Undefined where none has, as when they were
 * taken back, or a person dropped the table to hand it over.
 */
export async function findSharedRows(
  load: ResourceLoad,
  neighbours: Neighbours,
  {
    session,
    dataset,
    catalog,
    knowledge,
  }: {
    readonly session: Session;
    readonly dataset: string;
    readonly catalog: Catalog;
    readonly knowledge: Pick<SchemaKnowledge, 'schemasOf'>;
  },
): Promise<DangoError | undefined> {
  for (const shared of findSharedTables(load, neighbours, knowledge)) {
    const { table } = shared;
    if (catalog.has(table) && (await hasRows(session, dataset, table))) {
      return sharedTableError(load, shared, neighbours);
    }
  }
  return undefined;
}
