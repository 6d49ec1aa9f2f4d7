import type { Exchange, ExchangeRecorder } from './exchange.ts';
import type { HttpEvent } from './http-event.ts';

/** Where exchanges and what the HTTP layer tells of them go in the end. */
export interface ExchangeTarget {
  readonly recorder: ExchangeRecorder;
  readonly onEvent: (event: HttpEvent) => void;
}

type FinishedEvent = Extract<HttpEvent, { type: 'request-finished' }>;

/**
 * Keeps the exchanges of requests that are sent before their turn, so that they are numbered in the order of the rows,
 * whichever answers first. Until then their numbers are their own.
 */
export class DeferredExchanges implements ExchangeRecorder {
  #next = 1;
  #exchanges: Exchange[] = [];
  #events: FinishedEvent[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #target: ExchangeTarget;

  constructor(target: ExchangeTarget) {
    this.#target = target;
  }

  begin(): number {
    return this.#next++;
  }

  record(exchange: Exchange): void {
    this.#exchanges.push(exchange);
  }

  /** Waits are told at once, when nobody knows the number yet; what is finished is told when its turn comes. */
  onEvent(event: HttpEvent): void {
    if (event.type === 'request-finished') this.#events.push(event);
    else this.#target.onEvent('exchange' in event ? { ...event, exchange: 0 } : event);
  }

  /**
   * Hands over what ended up to now: its turn has come.
   * @param show what of an exchange, still with its own number, is recorded. Default: all as it is.
   */
  release(show = (exchange: Exchange): Exchange => exchange): void {
    const { recorder, onEvent } = this.#target;
    for (const exchange of this.#exchanges.toSorted((one, other) => one.number - other.number)) {
      const number = recorder.begin();
      this.#numbers.set(exchange.number, number);
      recorder.record(renumbered(show(exchange), number));
    }
    for (const event of this.#events) onEvent({ ...event, exchange: this.#numbers.get(event.exchange) ?? 0 });
    this.#exchanges = [];
    this.#events = [];
  }

  /** The number that a released exchange has got. */
  numberOf(own: number | undefined): number | undefined {
    return own === undefined ? undefined : this.#numbers.get(own);
  }
}

/** A copy that leaves it to its reader whether the text of the body is made. */
function renumbered(exchange: Exchange, number: number): Exchange {
  const { number: _own, ...others } = Object.getOwnPropertyDescriptors(exchange);
  return Object.defineProperties({ number }, { ...others }) as Exchange;
}
