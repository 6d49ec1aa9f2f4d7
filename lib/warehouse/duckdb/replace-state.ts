import { DangoError } from '../../errors/dango-error.ts';
import { encodeNextState, type StateContent } from '../pipeline-state.ts';
import { readCatalog } from './dataset-catalog.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import { isLoaded, writeLoadRecord, writeState } from './system-tables.ts';

/** A state that takes the place of the saved one. */
export interface StateChange {
  readonly pipelineName: string;
  /** Version that it was made from. */
  readonly basedOn: number;
  readonly content: StateContent;
  /** Of the load record that makes it count, for Dango and for dlt. */
  readonly loadId: string;
}

/**
 * Saves a state as its next version, with a load record of its own, in one transaction. Returns the version.
 * @throws DangoError `usage-invalid` where the state has moved meanwhile; `warehouse-failed`.
 */
export async function replaceState(
  session: Session,
  dataset: string,
  { pipelineName, basedOn, content, loadId }: StateChange,
): Promise<number> {
  await session.run('BEGIN TRANSACTION');
  let version: number;
  try {
    const catalog = await readCatalog(session, dataset);
    const saved = await readState(session, catalog, dataset, pipelineName);
    if (saved.version !== basedOn || saved.version === 0) throw movedError(pipelineName, basedOn, saved.version);
    const { default_schema_name: main } = saved.content;
    const schemaName = typeof main === 'string' ? main : pipelineName;
    const next = encodeNextState(saved, content, { pipelineName, dataset, schemaName });
    if (next === undefined) {
      await session.run('ROLLBACK');
      return saved.version;
    }
    const schema = (await readSchemas(session, catalog, dataset)).find(({ name }) => name === schemaName);
    await writeState(session, dataset, { loadId, pipelineName, state: next });
    await writeLoadRecord(session, dataset, { loadId, schemaName, hash: schema?.version_hash ?? null });
    await session.run('COMMIT');
    version = next.version;
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  // A COMMIT behind a failed statement resolves, yet rolls back: only the load record proves it.
  if (await isLoaded(session, dataset, loadId)) return version;
  throw new DangoError(`The warehouse did not keep the state of ${pipelineName}, although it reported no error.`, {
    code: 'warehouse-failed',
    hint: 'Try again; the state is as it was.',
  });
}

function movedError(pipelineName: string, basedOn: number, version: number): DangoError {
  return new DangoError(`The state of ${pipelineName} is at version ${version} now, no longer at ${basedOn}.`, {
    code: 'usage-invalid',
    hint: 'Look at it again with "dango state get", then decide anew.',
    context: { pipeline: pipelineName },
  });
}
