import type { ErrorRecord, LoginStatus } from '#lib/index.ts';
import { toPublicError } from './public-error.ts';

/** How far a sign-in is, as a page is told. */
export type ShownLogin =
  | Exclude<LoginStatus, { readonly status: 'failed' }>
  | { readonly status: 'failed'; readonly error: ErrorRecord };

/** A status whose error is one that a page may be told. */
export function toShownLogin(login: LoginStatus | undefined): ShownLogin | undefined {
  return login?.status === 'failed' ? { status: 'failed', error: toPublicError(login.error) } : login;
}
