import { DeferredExchanges } from '../http/deferred-exchanges.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../http/http-client.ts';
import { currentHttpScope, runInHttpScope, type HttpScope } from '../http/http-scope.ts';
import { linkSignals } from '../http/link-signals.ts';
import { DangoError } from '../errors/dango-error.ts';

type Conclude = NonNullable<HttpRequest['conclude']>;
type ConcludeRefusal = NonNullable<HttpRequest['concludeRefusal']>;

/** A request whose reason, until its turn comes, is the expected one. */
export type PlannedRequest = Omit<HttpRequest, 'reason'> & { readonly reason?: string | undefined };

/** How a request is wanted whose turn has come. */
export interface Turn {
  readonly reason: string;
  readonly conclude: Conclude;
  readonly concludeRefusal: ConcludeRefusal;
}

/**
 * A request that is sent before its turn. Its response waits, and its exchange is recorded when it is taken, so that
 * everything looks as if it had been sent then.
 */
export class EarlyRequest {
  readonly #exchanges: DeferredExchanges;
  readonly #given = new AbortController();
  readonly #turn = Promise.withResolvers<Turn | undefined>();
  readonly #answer: Promise<HttpResponse>;
  #reason: string | undefined;

  /** Sends it at once, in the scope of the running call. */
  constructor(client: HttpClient, request: PlannedRequest) {
    this.#reason = request.reason;
    const scope = currentHttpScope();
    this.#exchanges = new DeferredExchanges({
      recorder: scope.recorder ?? { begin: () => 0, record: () => undefined },
      onEvent: (event) => scope.onEvent?.(event),
    });
    const own: HttpScope = {
      ...scope,
      recorder: scope.recorder === undefined ? undefined : this.#exchanges,
      onEvent: (event) => this.#exchanges.onEvent(event),
      lastExchange: undefined,
    };
    const { signal, unlink } = linkSignals([request.signal, this.#given.signal]);
    const conclude: Conclude = async (response) => {
      const turn = await this.#turn.promise;
      return await turn?.conclude(response);
    };
    const concludeRefusal: ConcludeRefusal = async (status) => {
      const turn = await this.#turn.promise;
      return await turn?.concludeRefusal(status);
    };
    const sent = { ...request, signal, conclude, concludeRefusal, reason: () => this.#reason ?? '' };
    this.#answer = runInHttpScope(own, () => client.request(sent)).finally(unlink);
    // Its failure counts when its turn comes.
    this.#answer.catch(() => undefined);
  }

  /** The response, once `turn.conclude` has read it. @throws what the request throws. */
  async take(turn: Turn): Promise<HttpResponse> {
    this.#reason = turn.reason;
    this.#turn.resolve(turn);
    try {
      const response = await this.#answer;
      return { ...response, exchange: this.#release() };
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  /** Ends a request that is not wanted; resolves when nothing of it is under way any more. Then it is to be dropped. */
  async giveUp(): Promise<void> {
    this.#turn.resolve(undefined);
    this.#given.abort(notNeeded());
    await this.#answer.catch(() => undefined);
  }

  /** Hands over the exchanges of a request that was given up. */
  drop(): void {
    this.#exchanges.release((exchange) => (exchange.number === ownNumber ? { ...exchange, ...untaken } : exchange));
  }

  /** Hands its exchanges over. Gives the number of its own; 0 where nobody records. */
  #release(): number {
    this.#exchanges.release();
    const number = this.#exchanges.numberOf(ownNumber);
    if (number !== undefined) currentHttpScope().lastExchange = number;
    return number ?? 0;
  }
}

/** The one for the page begins before those for a token that it needs. */
const ownNumber = 1;

const untaken = {
  reason: 'asked for before its turn',
  decision: 'not taken: the list goes on, or ends, without this page',
};

function notNeeded(): DangoError {
  return new DangoError('The request was given up: its page was asked for before its turn, and is not needed', {
    code: 'run-cancelled',
  });
}
