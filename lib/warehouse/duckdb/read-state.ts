import { decodeState, emptyState, type PipelineState } from '../pipeline-state.ts';
import type { HasTable } from './dataset-catalog.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/**
 * The state of the newest complete load of a pipeline. A row whose load never completed does not count.
 * @param version an older one; empty where it is not there.
 */
export async function readState(
  session: Session,
  tables: HasTable,
  dataset: string,
  pipelineName: string,
  version?: number,
): Promise<PipelineState> {
  if (!tables.has('_dlt_pipeline_state') || !tables.has('_dlt_loads')) return emptyState;
  const states = qualify(session.catalog, dataset, '_dlt_pipeline_state');
  const loads = qualify(session.catalog, dataset, '_dlt_loads');
  const [row] = await session.rows(
    `SELECT s.state FROM ${states} s JOIN ${loads} l ON l.load_id = s._dlt_load_id
     WHERE l.status = 0 AND s.pipeline_name = $1${version === undefined ? '' : ` AND s.version = ${version}`} ORDER BY s.version DESC, l.load_id DESC LIMIT 1`,
    [pipelineName],
  );
  return row === undefined ? emptyState : decodeState(String(row['state']));
}
