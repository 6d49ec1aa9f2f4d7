import { emptyState } from '../pipeline-state.ts';
import { tablesOfSource, type DatasetFacts, type SourceOwner } from '../plan/tables-of-source.ts';
import type { StoredSize, StoredSource } from '../stored-source.ts';
import { countTableRows, readDatasetFacts, readTableNames } from './read-dataset-facts.ts';
import type { Session } from './session.ts';

export async function readStoredSource(session: Session, dataset: string, owner: SourceOwner): Promise<StoredSource> {
  const names = await readTableNames(session);
  const facts = await readDatasetFacts(session, dataset, names.get(dataset.toLowerCase()) ?? []);
  const { own, shared } = tablesOfSource(facts, owner);
  const rows = await countTableRows(
    session,
    dataset,
    own.map(({ name }) => name),
  );
  return {
    state: facts.states.get(owner.pipelineName) ?? emptyState,
    tables: own.map((table) => ({ ...table, rows: rows.get(table.name) ?? 0 })),
    sharedTables: shared,
  };
}

export interface SourcePlace {
  readonly dataset: string;
  readonly owner: SourceOwner;
}

/** The sizes of many sources, in their order. Tables that two of them share count for both. */
export async function readStoredSizes(
  session: Session,
  places: readonly SourcePlace[],
): Promise<readonly StoredSize[]> {
  const names = await readTableNames(session);
  const known = new Map<string, DatasetFacts>();
  const sizes: StoredSize[] = [];
  for (const { dataset, owner } of places) {
    const key = dataset.toLowerCase();
    const facts = known.get(key) ?? (await readDatasetFacts(session, dataset, names.get(key) ?? []));
    known.set(key, facts);
    const { own, shared } = tablesOfSource(facts, owner);
    const tables = [...own.map(({ name }) => name), ...shared];
    const rows = await countTableRows(session, dataset, tables);
    sizes.push({ tables: tables.length, rows: [...rows.values()].reduce((sum, count) => sum + count, 0) });
  }
  return sizes;
}
