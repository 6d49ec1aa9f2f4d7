import { expectCode, type CodeVisit, type ExpectedCode } from './expect-code.ts';
import { loginSource, type AllowedAccess, type LoginPage } from './login-source.ts';
import type { CodeReceiver, CodeReceiverOptions } from './receive-code.ts';

/** How far a sign-in of a source is. Holds the address with the state, and no other secret. */
export type LoginStatus =
  | ({ readonly status: 'waiting' } & LoginPage)
  | { readonly status: 'signed-in'; readonly access: readonly AllowedAccess[] }
  /** With what was thrown. */
  | { readonly status: 'failed'; readonly error: unknown };

/** The sign-ins that go on in a server whose own address takes the browser back. */
export interface Logins extends Disposable {
  /**
   * Begins to ask a person for the access to a source; an earlier attempt for it ends.
   * @param redirectUri address of the server whose visits {@link Logins.visit} is told of. A source with a `redirect_port`
   *   keeps the one that is registered where the browser is on this machine.
   * @returns `waiting`, or why it could not begin.
   */
  begin(source: string, redirectUri: string): Promise<LoginStatus>;
  /** How far the last attempt is; undefined where none was made since the server started. */
  statusOf(source: string): LoginStatus | undefined;
  /** Ends an attempt, and forgets how it went. */
  cancel(source: string): void;
  /** A browser is at the redirect address, with these parameters. */
  visit(given: URLSearchParams): CodeVisit;
}

interface Attempt {
  readonly abort: AbortController;
  status: LoginStatus | undefined;
}

/** Keeps the sign-ins of one project. Disposing it ends them. */
export function openLogins(projectRoot: string): Logins {
  const attempts = new Map<string, Attempt>();
  const expected = new Set<ExpectedCode>();

  function receiverAt(redirectUri: string, options: CodeReceiverOptions): CodeReceiver | undefined {
    if (options.port !== undefined && isLoopback(redirectUri)) return undefined;
    const one = expectCode(options);
    expected.add(one);
    const end = async (): Promise<void> => {
      expected.delete(one);
      one[Symbol.dispose]();
    };
    return { redirectUri, code: one.code, [Symbol.asyncDispose]: end };
  }

  function cancel(source: string): void {
    attempts.get(source)?.abort.abort();
    attempts.delete(source);
  }

  return {
    async begin(source, redirectUri) {
      cancel(source);
      const attempt: Attempt = { abort: new AbortController(), status: undefined };
      attempts.set(source, attempt);
      const { promise, resolve } = Promise.withResolvers<LoginStatus>();
      const tell = (status: LoginStatus): void => {
        attempt.status = status;
        resolve(status);
      };
      const host = {
        onPage: (page: LoginPage) => tell({ status: 'waiting', ...page }),
        signal: attempt.abort.signal,
        receive: (options: CodeReceiverOptions) => receiverAt(redirectUri, options),
      };
      loginSource(projectRoot, source, host).then(
        (access) => tell({ status: 'signed-in', access }),
        (error: unknown) => tell({ status: 'failed', error }),
      );
      return await promise;
    },
    statusOf: (source) => attempts.get(source)?.status,
    cancel,
    visit(given) {
      for (const one of expected) {
        const visit = one.visit(given);
        if (visit !== 'foreign') return visit;
      }
      return 'foreign';
    },
    [Symbol.dispose]() {
      for (const source of attempts.keys()) cancel(source);
    },
  };
}

function isLoopback(address: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(address).hostname);
}
