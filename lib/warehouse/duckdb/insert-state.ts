import { stateEngineVersion, type EncodedState } from '../pipeline-state.ts';
import type { Session } from './session.ts';
import { qualify } from './sql-text.ts';

/** Adds a version of the saved state of a pipeline. It counts once its load is in `_dlt_loads`. */
export async function insertState(
  session: Session,
  {
    dataset,
    pipelineName,
    loadId,
  }: { readonly dataset: string; readonly pipelineName: string; readonly loadId: string },
  { version, text, hash }: EncodedState,
): Promise<void> {
  await session.run(
    `INSERT INTO ${qualify(session.catalog, dataset, '_dlt_pipeline_state')} VALUES ($1, $2, $3, $4, now(), $5, $6, $7)`,
    [version, stateEngineVersion, pipelineName, text, hash, loadId, `${loadId}.state`],
  );
}
