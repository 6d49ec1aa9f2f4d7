import { DangoError } from '../errors/dango-error.ts';
import type { Project } from '../project/load-project.ts';
import { withReader, type GateOptions } from '../warehouse/duckdb/gate.ts';
import type { Session } from '../warehouse/duckdb/session.ts';

export interface ReadHost {
  /** Ends the wait and interrupts the query. */
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for a program that has the file open, in milliseconds. Default: as the project says. */
  readonly waitMs?: number | undefined;
}

/** Windows follow each other while a person scrolls; opening the file for each would cost more than reading it. */
const lingerMs = 300;

/** How a project's warehouse is opened for somebody who browses in it. */
export function projectGate({ paths, settings }: Project, { signal, waitMs }: ReadHost = {}): GateOptions {
  return {
    file: paths.warehouse,
    waitMs: waitMs ?? settings.limits.warehouseWaitSeconds * 1000,
    lingerMs,
    signal,
  };
}

/**
 * Reads the warehouse of a project.
 * @throws DangoError `name-unknown` where there is none yet, `warehouse-locked`, `query-failed` for DuckDB's own words.
 */
export async function readProject<Result>(
  project: Project,
  host: ReadHost,
  work: (session: Session, file: string) => Promise<Result>,
): Promise<Result> {
  const gate = projectGate(project, host);
  const answer = await explained(
    async () => await withReader(gate, async (session) => [await work(session, gate.file)] as const),
    host,
  );
  if (answer === undefined) throw noWarehouseError(project);
  return answer[0];
}

export function noWarehouseError({ settings }: Project): DangoError {
  return new DangoError(`There is no warehouse yet: ${settings.warehouse} does not exist.`, {
    code: 'name-unknown',
    hint: 'Sync a source first.',
  });
}

async function explained<Result>(work: () => Promise<Result>, { signal }: ReadHost): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (DangoError.is(error) || !(error instanceof Error)) throw error;
    throw new DangoError(`The warehouse could not answer: ${error.message.split('\n')[0]}`, {
      code: 'query-failed',
      hint: 'Ask for less, or try again; if it stays so, look at the table with SQL.',
      cause: error,
    });
  }
}
