import { timingSafeEqual } from 'node:crypto';
import { DangoError } from '../errors/dango-error.ts';

export interface ExpectedCodeOptions {
  /** What must come back with the code. */
  readonly state: string;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** What a visit of the redirect address was: it brought the code, the provider said no, or it belongs to nothing here. */
export type CodeVisit = 'taken' | 'refused' | 'foreign';

/** A code that a browser is to bring, whoever answers that browser. */
export interface ExpectedCode extends Disposable {
  /** The code; rejects with `http-status` when the provider says no, with `http-timeout`, and with `run-cancelled`. */
  readonly code: Promise<string>;
  /** Looks at the parameters of a visit. One without the right state changes nothing. */
  visit(given: URLSearchParams): CodeVisit;
}

/** Waits for the code that belongs to a state. */
export function expectCode({ state, waitMs, signal }: ExpectedCodeOptions): ExpectedCode {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // Nobody may be waiting yet when it is known.
  promise.catch(() => {});
  const late = setTimeout(() => reject(lateError(waitMs)), waitMs);
  const onAbort = (): void => reject(new DangoError('The sign-in was cancelled.', { code: 'run-cancelled' }));
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  return {
    code: promise,
    visit(given) {
      if (!isSame(given.get('state') ?? '', state)) return 'foreign';
      const code = given.get('code');
      if (code === null || code === '') {
        reject(refusedError(given));
        return 'refused';
      }
      resolve(code);
      return 'taken';
    },
    [Symbol.dispose]() {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function refusedError(given: URLSearchParams): DangoError {
  const reasons = [given.get('error'), given.get('error_description')].filter((reason) => reason !== null);
  const said = reasons.length === 0 ? '' : ` It says: ${reasons.join(': ').slice(0, 300)}`;
  return new DangoError(`The provider did not allow the access.${said}`, {
    code: 'http-status',
    hint: 'Check client_id, scopes and the redirect address that is registered with the provider, then sign in again.',
  });
}

function lateError(waitMs: number): DangoError {
  return new DangoError(`Nobody came back from the browser within ${Math.round(waitMs / 60_000)} minutes.`, {
    code: 'http-timeout',
    hint: 'Sign in again, and finish in the browser on this machine.',
  });
}
