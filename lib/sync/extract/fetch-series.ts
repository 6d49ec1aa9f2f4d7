import { runInHttpScope, type HttpScope } from '../../http/http-scope.ts';
import { linkSignals } from '../../http/link-signals.ts';
import { exchangeOf } from '../../sdk/page.ts';
import type { Resource, ResourceContext } from '../../sdk/resource.ts';
import { withReadingAhead } from '../../sdk/reading-ahead.ts';
import { withWarnings } from '../../sdk/warning-scope.ts';
import { DeferredExchanges, type ExchangeTarget } from '../../http/deferred-exchanges.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SeriesOrigin } from './series-origin.ts';

/** What a resource yielded, and the exchange it came in; undefined where none is known. */
export interface FetchedItem {
  readonly item: unknown;
  readonly exchange: number | undefined;
}

export interface SeriesHost extends Pick<ResourceContext, 'cursor' | 'state' | 'sourceState' | 'warn'> {
  readonly resource: Resource;
  readonly scope: HttpScope;
  readonly signal: AbortSignal;
}

/** A series that is being read. */
export interface OpenSeries {
  /** Its items in order; to be taken once. */
  items(): AsyncIterable<FetchedItem>;
  /** Gives up what is not taken yet; resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

/** Pages of one series that wait for their turn. */
const waitingItems = 2;

/** A series that is read while its items are taken. */
export function openSeries(host: SeriesHost, origin: SeriesOrigin): OpenSeries {
  return { items: () => fetchSeries(host, origin), stop: () => Promise.resolve() };
}

/** A series that is read already while others have their turn. */
export function openSeriesAhead(host: SeriesHost, origin: SeriesOrigin, target: ExchangeTarget): OpenSeries {
  const given = new AbortController();
  // A run may have a series for each of a million records, and its signal outlives them all.
  const { signal, unlink } = linkSignals([host.signal, given.signal]);
  const exchanges = new DeferredExchanges(target);
  const onEvent: HttpScope['onEvent'] = (event) => exchanges.onEvent(event);
  const own: SeriesHost = {
    ...host,
    signal,
    scope: {
      ...host.scope,
      recorder: exchanges,
      onEvent,
      signal,
      lastExchange: undefined,
      parentExchange: origin.parentExchange,
    },
  };
  let isTaken = false;
  const read = () => new ReadAhead(() => fetchSeries(own, origin), waitingItems);
  const ahead = runInHttpScope(own.scope, () =>
    // Several series are under way already: only the one that is taken asks for several pages at a time.
    withReadingAhead(
      () => isTaken,
      () => withWarnings(host.warn, read),
    ),
  );
  return {
    async *items() {
      isTaken = true;
      try {
        for await (const { item, exchange } of ahead.items()) {
          exchanges.release();
          yield { item, exchange: exchanges.numberOf(exchange) };
        }
      } finally {
        exchanges.release();
      }
    },
    stop: async () => {
      given.abort();
      await ahead.stop();
      exchanges.release();
      unlink();
    },
  };
}

async function* fetchSeries(
  { resource, scope, cursor, state, sourceState, warn, signal }: SeriesHost,
  origin: SeriesOrigin,
): AsyncGenerator<FetchedItem> {
  for await (const item of resource.records({ ...origin, cursor, state, sourceState, signal, warn })) {
    yield { item, exchange: (Array.isArray(item) ? exchangeOf(item) : undefined) ?? scope.lastExchange };
  }
}
