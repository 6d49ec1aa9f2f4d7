import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import { isLoadId } from '../loads/load-id.ts';
import { namingLoad, rowIdsOfExchange } from '../loads/find-origin.ts';
import { keptRowIds } from '../loads/lineage-file.ts';
import { loadProject } from '../project/load-project.ts';
import { readProject } from '../sync/project-gate.ts';
import { readExchange } from '../sync/read-exchange.ts';
import { findRowsById, type RowsOfTable } from '../warehouse/duckdb/find-rows-by-id.ts';
import { findRunOfLoad, type TracedRun } from './find-run-of-load.ts';
import { toTracedExchange, type TracedExchange } from './traced-exchange.ts';

/** The rows that came in one request. Keys are snake_case because `--json` prints it as it is. */
export interface ExchangeTrace {
  readonly load_id: string;
  readonly run?: TracedRun;
  readonly exchange: TracedExchange;
  /** Those that have such rows now; later loads may have replaced others. */
  readonly tables: readonly RowsOfTable[];
}

/**
 * The rows of one request, by `<load>/<exchange>`.
 * @throws DangoError `usage-invalid` for another form, `name-unknown` for a number that the load does not have.
 */
export async function traceExchange(projectRoot: string, words: string): Promise<ExchangeTrace> {
  const [, loadId = '', digits = ''] = /^([\d.]+)\/(\d{1,9})$/.exec(words) ?? [];
  if (!isLoadId(loadId)) {
    throw new DangoError(`"${words}" names no request of a load.`, {
      code: 'usage-invalid',
      hint: 'Write the id of the load and the number of the request, such as 1767225600.123456/3.',
    });
  }
  const number = Number(digits);
  const answer = await readExchange(projectRoot, { loadId, exchange: number });
  const run = await findRunOfLoad(projectRoot, loadId);
  const project = loadProject(projectRoot);
  const folder = join(project.paths.loads, loadId);
  const ids = rowIdsOfExchange(namingLoad(folder), number);
  const kept = keptRowIds(folder, ids);
  return {
    load_id: loadId,
    ...(run === undefined ? {} : { run }),
    exchange: answer.kind === 'kept' ? toTracedExchange(answer.exchange) : { number, kept: false, why: answer.reason },
    tables: await readProject(project, {}, (session) => findRowsById(session, { loadId, ...ids, kept })),
  };
}
