import { DangoError } from '../../errors/dango-error.ts';
import { encodeNextState } from '../pipeline-state.ts';
import type { StateChange } from '../state-change.ts';
import { readCatalog } from './dataset-catalog.ts';
import { inTransaction } from './in-transaction.ts';
import { readSchemas } from './read-schemas.ts';
import { readState } from './read-state.ts';
import type { Session } from './session.ts';
import { isLoaded, writeLoadRecord, writeState } from './system-tables.ts';

/**
 * Saves a state as its next version, with a load record of its own, in one transaction. Returns the version.
 * @throws DangoError `usage-invalid` where the state has moved meanwhile; `warehouse-failed`.
 */
export async function replaceState(
  session: Session,
  dataset: string,
  { pipelineName, basedOn, content, loadId }: StateChange,
): Promise<number> {
  const work = async (): Promise<{ readonly version: number; readonly isChanged: boolean }> => {
    const catalog = await readCatalog(session, dataset);
    const saved = await readState(session, catalog, dataset, pipelineName);
    if (saved.version !== basedOn || saved.version === 0) throw movedError(pipelineName, basedOn, saved.version);
    const { default_schema_name: main } = saved.content;
    const schemaName = typeof main === 'string' ? main : pipelineName;
    const next = encodeNextState(saved, content, { pipelineName, dataset, schemaName });
    if (next === undefined) return { version: saved.version, isChanged: false };
    const schema = (await readSchemas(session, catalog, dataset)).find(({ name }) => name === schemaName);
    await writeState(session, dataset, { loadId, pipelineName, state: next });
    await writeLoadRecord(session, dataset, { loadId, schemaName, hash: schema?.version_hash ?? null });
    return { version: next.version, isChanged: true };
  };
  const { version, isChanged } = await inTransaction(session, work, { isKept: (done) => done.isChanged });
  // A COMMIT behind a failed statement resolves, yet rolls back: only the load record proves it.
  if (!isChanged || (await isLoaded(session, dataset, loadId))) return version;
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
