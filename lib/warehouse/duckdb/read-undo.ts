import { emptyState, type PipelineState } from '../pipeline-state.ts';
import { planUndo, type UndoFacts, type UndoLoad, type UndonePipeline } from '../plan/plan-undo.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { readCatalog } from './dataset-catalog.ts';
import { countTableRows } from './read-dataset-facts.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/**
 * What undoing loads would do, pipeline by pipeline.
 * @param loads newest first.
 * @throws DangoError `undo-refused`.
 */
export async function readUndo(session: Session, loads: readonly UndoLoad[]): Promise<readonly UndonePipeline[]> {
  const groups = Map.groupBy(loads, ({ manifest }) => JSON.stringify([manifest.dataset, manifest.pipeline_name]));
  const pipelines: UndonePipeline[] = [];
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const group = [first, ...others] as const;
    pipelines.push(planUndo(group, await readFacts(session, group)));
  }
  return pipelines;
}

async function readFacts(session: Session, loads: readonly [UndoLoad, ...UndoLoad[]]): Promise<UndoFacts> {
  const { dataset, pipeline_name: pipelineName } = loads[0].manifest;
  const catalog = await readCatalog(session, dataset);
  const tables = [...new Set(loads.flatMap(({ record }) => Object.keys(record?.tables ?? {})))].filter((table) =>
    catalog.has(table),
  );
  const counts = await countTableRows(
    session,
    tables.map((table) => ({ dataset, table })),
  );
  return {
    ...(await readLoads(session, catalog, loads)),
    state: await readState(session, catalog, dataset, pipelineName),
    stateBefore: await readStateBefore(session, catalog, loads),
    rows: new Map(tables.map((table, position) => [table, counts[position] ?? 0])),
  };
}

async function readLoads(
  session: Session,
  catalog: Catalog,
  loads: readonly [UndoLoad, ...UndoLoad[]],
): Promise<Pick<UndoFacts, 'statuses' | 'later'>> {
  const { dataset, schema_name: schemaName } = loads[0].manifest;
  if (!catalog.has('_dlt_loads')) return { statuses: new Map(), later: undefined };
  const ids = loads.map(({ manifest }) => manifest.load_id);
  const table = qualify(session.catalog, dataset, '_dlt_loads');
  const own = `load_id IN (${ids.map((_, index) => `$${index + 1}`).join(', ')})`;
  const rows = await session.rows(`SELECT load_id, status::INTEGER AS status FROM ${table} WHERE ${own}`, ids);
  // By the time of loading: a package may have waited while others went first.
  const [later] = await session.rows(
    `SELECT load_id FROM ${table} WHERE schema_name = $${ids.length + 1} AND status = 0 AND NOT ${own}
       AND inserted_at >= (SELECT min(inserted_at) FROM ${table} WHERE ${own}) LIMIT 1`,
    [...ids, schemaName],
  );
  return {
    statuses: new Map(rows.map((row) => [String(row['load_id']), Number(row['status'])])),
    later: later === undefined ? undefined : String(later['load_id']),
  };
}

async function readStateBefore(
  session: Session,
  catalog: Catalog,
  loads: readonly UndoLoad[],
): Promise<PipelineState | undefined> {
  const oldest = loads.at(-1);
  if (oldest?.record === undefined) return undefined;
  const version = oldest.record.state.before;
  if (version === 0) return emptyState;
  const { dataset, pipeline_name: pipelineName } = oldest.manifest;
  const state = await readState(session, catalog, dataset, pipelineName, version);
  return state.version === version ? state : undefined;
}
