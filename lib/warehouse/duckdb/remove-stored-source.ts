import { DangoError } from '../../errors/dango-error.ts';
import { isSystemTable } from '../../spec/system-table.ts';
import { emptyState } from '../pipeline-state.ts';
import { noFacts, tablesOfSource, type DatasetFacts, type SourceOwner } from '../plan/tables-of-source.ts';
import type { SourceRemoval, StoredSource } from '../stored-source.ts';
import { inTransaction } from './in-transaction.ts';
import { countTableRows, readDatasetFacts } from './read-dataset-facts.ts';
import type { Session } from './session.ts';
import { ownTables } from './own-tables.ts';
import { qualify } from './sql-text.ts';

/** Schema that is part of every database and cannot be dropped. */
const mainSchema = 'main';

/**
 * Takes a source out of its dataset, in one transaction; see {@link SourceRemoval}. A dataset that is left without
 * anything is dropped itself.
 * @returns what was removed; tables only where they were dropped.
 */
export async function removeStoredSource(
  session: Session,
  dataset: string,
  owner: SourceOwner,
  { dropsTables, forgetsState }: SourceRemoval,
): Promise<StoredSource> {
  const removed = await inTransaction(
    session,
    () => removeAll(session, dataset, owner, { dropsTables, forgetsState }),
    {
      explain: (error) => explain(error, dataset, owner.pipelineName),
    },
  );
  // A COMMIT behind a failed statement resolves, yet rolls back: only what is left proves it.
  const left = await factsOf(session, dataset);
  const isGone = removed.tables.every(({ name }) => ![...left.tables].includes(name));
  const isForgotten = !(dropsTables || forgetsState) || !left.states.has(owner.pipelineName);
  if (isGone && isForgotten) return removed;
  throw new DangoError(`The warehouse still has the tables of ${owner.pipelineName}, although it reported no error.`, {
    code: 'warehouse-failed',
    hint: 'Try again; nothing was removed.',
  });
}

async function removeAll(
  session: Session,
  dataset: string,
  owner: SourceOwner,
  { dropsTables, forgetsState }: SourceRemoval,
): Promise<StoredSource> {
  const facts = await factsOf(session, dataset);
  const { own, shared, schemaNames } = tablesOfSource(facts, owner);
  const state = facts.states.get(owner.pipelineName) ?? emptyState;
  const names = dropsTables ? own.map(({ name }) => name) : [];
  const rows = await countTableRows(
    session,
    names.map((table) => ({ dataset, table })),
  );
  // Changes of shape come before changes of rows: see ARCHITECTURE.md.
  for (const name of names) await session.run(`DROP TABLE ${qualify(session.catalog, dataset, name)}`);
  if (dropsTables && (await isNothingLeft(session, dataset, facts, owner, names, schemaNames))) {
    await dropDataset(session, dataset, facts);
  } else {
    const tables = new Set(facts.tables);
    const forget = async (table: string, condition: string, values: readonly string[]): Promise<void> => {
      if (!tables.has(table)) return;
      await session.run(`DELETE FROM ${qualify(session.catalog, dataset, table)} WHERE ${condition}`, values);
    };
    if (dropsTables || forgetsState) await forget('_dlt_pipeline_state', 'pipeline_name = $1', [owner.pipelineName]);
    for (const schema of dropsTables ? schemaNames : []) {
      await forget('_dlt_loads', 'schema_name = $1', [schema]);
      await forget('_dlt_version', 'schema_name = $1', [schema]);
      for (const table of Object.keys(ownTables)) await forget(table, 'schema_name = $1', [schema]);
    }
  }
  return {
    state,
    tables: dropsTables ? own.map((table, position) => ({ ...table, rows: rows[position] ?? 0 })) : [],
    sharedTables: shared,
  };
}

/** Whether the dataset would hold nothing but empty system tables: no table, view or macro, and no other source. */
async function isNothingLeft(
  session: Session,
  dataset: string,
  { tables, schemas, states }: DatasetFacts,
  { pipelineName }: SourceOwner,
  dropped: readonly string[],
  schemaNames: readonly string[],
): Promise<boolean> {
  const known = [...tables];
  if (known.length === 0) return false;
  if (known.some((name) => !isSystemTable(name) && !dropped.includes(name))) return false;
  if (schemas.some(({ name }) => !schemaNames.includes(name))) return false;
  if ([...states.keys()].some((name) => name !== pipelineName)) return false;
  const others = await session.rows(
    `SELECT 1 FROM duckdb_views() WHERE database_name = $1 AND lower(schema_name) = lower($2)
     UNION ALL SELECT 1 FROM duckdb_sequences() WHERE database_name = $1 AND lower(schema_name) = lower($2)
     UNION ALL SELECT 1 FROM duckdb_functions() WHERE database_name = $1 AND lower(schema_name) = lower($2) AND NOT internal
     UNION ALL SELECT 1 FROM duckdb_types() WHERE database_name = $1 AND lower(schema_name) = lower($2) AND NOT internal
     LIMIT 1`,
    [session.catalog, dataset],
  );
  return others.length === 0;
}

async function dropDataset(session: Session, dataset: string, { tables }: DatasetFacts): Promise<void> {
  for (const name of tables) {
    if (isSystemTable(name)) await session.run(`DROP TABLE ${qualify(session.catalog, dataset, name)}`);
  }
  if (dataset.toLowerCase() !== mainSchema) await session.run(`DROP SCHEMA ${qualify(session.catalog, dataset)}`);
}

async function factsOf(session: Session, dataset: string): Promise<DatasetFacts> {
  return (await readDatasetFacts(session, [dataset])).get(dataset) ?? noFacts;
}

function explain(error: unknown, dataset: string, source: string): unknown {
  if (DangoError.is(error) || !(error instanceof Error)) return error;
  return new DangoError(`Removing ${source} from ${dataset} failed: ${error.message.split('\n')[0]}`, {
    code: 'warehouse-failed',
    hint: 'Nothing was removed; try again once the cause is gone.',
    context: { dataset, source },
    cause: error,
  });
}
