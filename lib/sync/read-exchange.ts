import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DangoError } from '../errors/dango-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { isLoadId } from '../loads/load-id.ts';
import { readExchangeBody, readExchangeLines } from '../loads/read-exchanges.ts';
import { loadProject } from '../project/load-project.ts';
import type { ExchangeAnswer, ExchangeListing } from './recorded-exchange.ts';

/**
 * One request of a load and its response, masked as they were recorded.
 * @throws DangoError `usage-invalid` for what is no load id, `name-unknown` for a number that the load does not have.
 */
export async function readExchange(
  projectRoot: string,
  { loadId, exchange: number }: { readonly loadId: string; readonly exchange: number },
): Promise<ExchangeAnswer> {
  const place = findPackage(projectRoot, loadId);
  if (place.kind === 'pruned') return place;
  const lines = await readExchangeLines<Exchange>(place.folder);
  const line = lines.find((candidate) => candidate.number === number);
  if (line === undefined) {
    throw new DangoError(`Load ${loadId} has no exchange ${number}.`, {
      code: 'name-unknown',
      hint: lines.length === 0 ? 'It recorded none.' : `It recorded ${lines.length}.`,
      context: { load_id: loadId, exchange: number },
    });
  }
  const { body, ...summary } = line;
  const responseBody = body === null ? undefined : readExchangeBody(place.folder, body);
  return { kind: 'kept', exchange: { ...summary, responseBody }, isBodyCut: body?.isCut ?? false };
}

/** The exchanges of a load, without their bodies. @throws DangoError `usage-invalid` for what is no load id. */
export async function listExchanges(projectRoot: string, loadId: string): Promise<ExchangeListing> {
  const place = findPackage(projectRoot, loadId);
  if (place.kind === 'pruned') return place;
  const lines = await readExchangeLines<Exchange>(place.folder);
  return { kind: 'kept', exchanges: lines.map(({ body: _body, ...summary }) => summary) };
}

function findPackage(
  projectRoot: string,
  loadId: string,
): { readonly kind: 'kept'; readonly folder: string } | { readonly kind: 'pruned'; readonly reason: string } {
  if (!isLoadId(loadId)) {
    throw new DangoError(`"${loadId}" is no id of a load.`, {
      code: 'usage-invalid',
      hint: 'Take it from the column _dlt_load_id of a row.',
    });
  }
  const { paths, settings } = loadProject(projectRoot);
  const folder = join(paths.loads, loadId);
  if (existsSync(folder)) return { kind: 'kept', folder };
  const { loads, exchangesMb } = settings.retention;
  const kept = `The requests of the last ${loads === 1 ? 'load' : `${loads} loads`} of each source are kept, up to ${exchangesMb} MiB`;
  return {
    kind: 'pruned',
    reason: `The requests of load ${loadId} are no longer there. ${kept} (retention.loads and retention.exchanges_mb in .dango/project.yml).`,
  };
}
