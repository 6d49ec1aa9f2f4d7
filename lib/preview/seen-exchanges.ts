import type { Exchange } from '../http/exchange.ts';
import type { ShownExchange } from '../http/shown-exchange.ts';
import type { SourceEntry } from '../spec/source-entry.ts';
import { checkHealth } from '../sync/health/check-health.ts';
import type { Finding } from '../sync/health/finding.ts';
import type { HealthInput } from '../sync/health/resource-facts.ts';
import type { PreviewJob } from './preview-request.ts';

/** More is not looked through: a test that reads so much is a replay of a whole load. */
const mostRecords = 10_000;
const mostCharacters = 32 * 1024 * 1024;

/** Keeps the exchanges of a preview until it is looked for what often goes wrong. */
export class SeenExchanges {
  readonly #exchanges: Exchange[] = [];
  #characters = 0;
  #isTooMuch: boolean;

  constructor({ limits, isProbe }: PreviewJob) {
    this.#isTooMuch = limits.records > mostRecords || isProbe === true;
  }

  add(exchange: Exchange | ShownExchange): void {
    if (this.#isTooMuch) return;
    this.#characters += exchange.responseBytes;
    this.#exchanges.push(exchange);
    this.#isTooMuch = this.#characters > mostCharacters;
    if (this.#isTooMuch) this.#exchanges.length = 0;
  }

  /** Empty where there was too much. */
  findings(
    { spec, spelling }: Pick<SourceEntry, 'spec' | 'spelling'>,
    { tables, resources }: Pick<HealthInput, 'tables' | 'resources'>,
  ): { readonly findings?: readonly Finding[] } {
    if (this.#isTooMuch) return {};
    const exchanges = this.#exchanges;
    return { findings: checkHealth({ exchanges, tables, resources, spec, isOwnSpelling: spelling === 'dango' }) };
  }
}
