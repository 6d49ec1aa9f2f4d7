import { emptyState } from '../pipeline-state.ts';
import { noFacts, tablesOfSource, type SourceOwner } from '../plan/tables-of-source.ts';
import type { StoredSize, StoredSource } from '../stored-source.ts';
import { countTableRows, readDatasetFacts } from './read-dataset-facts.ts';
import type { Session } from './session.ts';

export async function readStoredSource(session: Session, dataset: string, owner: SourceOwner): Promise<StoredSource> {
  const facts = (await readDatasetFacts(session, [dataset])).get(dataset) ?? noFacts;
  const { own, shared } = tablesOfSource(facts, owner);
  const rows = await countTableRows(
    session,
    own.map(({ name }) => ({ dataset, table: name })),
  );
  return {
    state: facts.states.get(owner.pipelineName) ?? emptyState,
    tables: own.map((table, position) => ({ ...table, rows: rows[position] ?? 0 })),
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
  const facts = await readDatasetFacts(
    session,
    places.map(({ dataset }) => dataset),
  );
  const tables = places.map(({ dataset, owner }) => {
    const { own, shared } = tablesOfSource(facts.get(dataset) ?? noFacts, owner);
    return [...own.map(({ name }) => name), ...shared];
  });
  const rows = await countTableRows(
    session,
    places.flatMap(({ dataset }, position) => (tables[position] ?? []).map((table) => ({ dataset, table }))),
  );
  let counted = 0;
  return tables.map((own) => {
    const mine = rows.slice(counted, (counted += own.length));
    return { tables: own.length, rows: mine.reduce((sum, count) => sum + count, 0) };
  });
}
