import type { HttpClient, HttpResponse } from '../http/http-client.ts';
import { isSameJson } from '../spec/same-json.ts';
import { EarlyRequest, type PlannedRequest, type Turn } from './early-request.ts';

interface Expected {
  readonly request: PlannedRequest;
  readonly early: EarlyRequest;
}

/** After so many lists of pages that came differently, nothing is expected of a list any more. */
const mostMisses = 3;

/**
 * Requests of one list that are sent before their turn, because it is known what will be asked for. What comes
 * differently is given up, so whoever takes pages gets what they would get one after the other.
 */
export class PagesAhead {
  readonly #client: HttpClient;
  #expected: readonly Expected[] = [];
  #misses = 0;

  constructor(client: HttpClient) {
    this.#client = client;
  }

  /** Sends a request, or takes the response that was asked for already. */
  async send(request: PlannedRequest, turn: Turn): Promise<HttpResponse> {
    const [first, ...others] = this.#expected;
    if (first !== undefined && isSameRequest(first.request, request)) {
      this.#expected = others;
      return await first.early.take(turn);
    }
    if (first !== undefined) await this.#miss();
    return await this.#client.request({ ...request, ...turn });
  }

  /**
   * Sends the first `most` of the requests that come next; those that are under way stay so as far as they are among
   * them, the others are given up.
   */
  async expect(requests: readonly PlannedRequest[], most: number): Promise<void> {
    const differs = this.#expected.findIndex(({ request }, index) => {
      const wanted = requests[index];
      return wanted === undefined || !isSameRequest(request, wanted);
    });
    if (differs !== -1) await this.#miss(differs);
    if (this.#misses >= mostMisses) return;
    const fresh = requests.slice(this.#expected.length, most);
    const sent = fresh.map((request) => ({ request, early: new EarlyRequest(this.#client, request) }));
    this.#expected = [...this.#expected, ...sent];
  }

  /** Gives up all that is under way. */
  async stop(): Promise<void> {
    const given = this.#expected;
    this.#expected = [];
    await giveUp(given);
  }

  async #miss(from = 0): Promise<void> {
    this.#misses += 1;
    const given = this.#expected.slice(from);
    this.#expected = this.#expected.slice(0, from);
    await giveUp(given);
  }
}

async function giveUp(expected: readonly Expected[]): Promise<void> {
  await Promise.all(expected.map(({ early }) => early.giveUp()));
  for (const { early } of expected) early.drop();
}

function isSameRequest(one: PlannedRequest, other: PlannedRequest): boolean {
  return (
    one.url === other.url &&
    isSameJson(one.params, other.params) &&
    isSameJson(one.headers, other.headers) &&
    isSameJson(one.json, other.json)
  );
}
