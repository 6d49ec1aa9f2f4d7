import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import type { Exchange } from '../http/exchange.ts';
import type { RecordedExchange } from '../http/replay.ts';
import { isLoadId } from '../loads/load-id.ts';
import { readExchangeBody, readExchangeLines } from '../loads/read-exchanges.ts';

/**
 * Every exchange that a load recorded, with its body, in order.
 * @throws DangoError `name-unknown` for a load whose requests are not there, or no longer.
 */
export async function readRecording(loadsFolder: string, loadId: string): Promise<readonly RecordedExchange[]> {
  const folder = join(loadsFolder, loadId);
  if (!isLoadId(loadId) || !existsSync(folder)) {
    throw new DangoError(`There is no recording of a load "${loadId}".`, {
      code: 'name-unknown',
      hint: 'Take the id of a load from the column _dlt_load_id of a row. Those of older loads are deleted, see retention in .dango/project.yml.',
    });
  }
  return await readExchanges(folder);
}

/** Every exchange that lies in a folder, with its body, in order. */
export async function readExchanges(folder: string): Promise<readonly RecordedExchange[]> {
  const lines = await readExchangeLines<Exchange & { readonly isBodyCut?: boolean }>(folder);
  return lines
    .map(({ body, ...exchange }) => ({
      ...exchange,
      responseBody: body === null ? undefined : readExchangeBody(folder, body),
      // What the process of a module tells may be cut before it is kept.
      isBodyCut: exchange.isBodyCut === true || (body?.isCut ?? false),
    }))
    .sort((one, other) => one.number - other.number);
}
