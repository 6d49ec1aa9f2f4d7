import type { FetchedItem } from './fetch-series.ts';
import { refuseResponse } from './refuse-response.ts';

export interface GatheredPage {
  readonly records: readonly unknown[];
  readonly exchange: number;
}

export interface GatherOptions {
  readonly resource: string;
  /** The exchange that an item counts to, by what is known of it. */
  readonly exchangeFor: (known: number | undefined) => number;
  /** Whether no record behind so many gathered ones is wanted. */
  readonly isEnough: (gathered: number) => boolean;
}

/** Single records are gathered into pages of this size. */
const gatherRecords = 500;

/**
 * Makes pages of what a resource yields: a list is one, single records of the same exchange are gathered.
 * @throws DangoError `module-failed` for a response instead of records.
 */
export async function* gatherPages(
  items: AsyncIterable<FetchedItem>,
  { resource, exchangeFor, isEnough }: GatherOptions,
): AsyncGenerator<GatheredPage> {
  let gathered: unknown[] = [];
  let gatheredFrom = 0;
  for await (const { item, exchange: known } of items) {
    const exchange = exchangeFor(known);
    if (Array.isArray(item)) {
      if (gathered.length > 0) yield { records: gathered, exchange: gatheredFrom };
      gathered = [];
      yield { records: item, exchange };
    } else {
      refuseResponse(item, resource);
      if (gathered.length > 0 && (exchange !== gatheredFrom || gathered.length >= gatherRecords)) {
        yield { records: gathered, exchange: gatheredFrom };
        gathered = [];
      }
      gatheredFrom = exchange;
      gathered.push(item);
      if (isEnough(gathered.length)) break;
    }
  }
  if (gathered.length > 0) yield { records: gathered, exchange: gatheredFrom };
}
