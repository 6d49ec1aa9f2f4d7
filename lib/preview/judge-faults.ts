import type { Exchange } from '../http/exchange.ts';
import { completeFault, type Fault } from '../spec/fault.ts';
import type { ResourceReport } from '../sync/sync-report.ts';

/** What became of a request of which a test pretended something. */
export interface FaultOutcome {
  readonly fault: Fault;
  /** `unmet`: no request came so far. */
  readonly standing: 'survived' | 'failed' | 'unmet';
  /** In words without a full stop: `answered at attempt 2, after 2 s`. */
  readonly words: string;
  /** Number of the request that met it. Absent: none did. */
  readonly exchange?: number;
}

/** Says of each fault whether the rules of the source got over it. */
export function judgeFaults(
  faults: readonly Fault[],
  met: readonly Omit<Exchange, 'responseBody'>[],
  resources: readonly Pick<ResourceReport, 'name' | 'status'>[],
): readonly FaultOutcome[] {
  const succeeded = new Set(resources.flatMap(({ name, status }) => (status === 'failed' ? [] : [name])));
  return faults.map((fault, position): FaultOutcome => {
    const exchange = met.find(({ pretended = [] }) => pretended.some((one) => one.fault === position));
    if (exchange === undefined) return { fault, standing: 'unmet', words: unmetWords(fault) };
    const { number, resource = '', status, error, attempts, retries = [], durationMs } = exchange;
    const isGood = error === undefined && status > 0 && status < 400;
    // A status may be one that the source takes for an answer.
    if (!isGood && !(error === undefined && succeeded.has(resource))) {
      return { fault, standing: 'failed', words: failedWords(exchange), exchange: number };
    }
    const waitMs = retries.reduce((sum, one) => sum + one.waitMs, 0);
    const words = !isGood
      ? `taken as status ${status}, which is no failure here`
      : attempts > 1
        ? `answered at attempt ${attempts}, after ${secondsText(waitMs)} of waiting`
        : fault.kind === '401'
          ? 'answered after the credentials were renewed'
          : `answered after ${secondsText(durationMs)}`;
    return { fault, standing: 'survived', words, exchange: number };
  });
}

function unmetWords(fault: Fault): string {
  const { at, resource } = completeFault(fault);
  return resource === undefined ? `no request ${at} was sent` : `${resource} sent no request ${at}`;
}

function failedWords({ status, error, attempts }: Omit<Exchange, 'responseBody'>): string {
  const end = status === 0 ? (error ?? 'no answer') : `status ${status}`;
  return `gave up after ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}: ${end.replace(/\.$/, '')}`;
}

function secondsText(ms: number): string {
  return `${Number((ms / 1000).toFixed(1))} s`;
}
