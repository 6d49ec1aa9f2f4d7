import { DangoError } from '../errors/dango-error.ts';
import type { Ruling } from './decide-next.ts';
import { formatStatus } from './http-error.ts';

interface RefusedResponse {
  readonly status: number;
  readonly method: string;
  /** Masked, as everything else here. */
  readonly url: string;
  readonly attempts: number;
  readonly bodyExcerpt: string;
  readonly hint: string | undefined;
}

/** The error for a response that looks fine by its status, but that a rule refuses or has asked for in vain. */
export function createRefusedError(
  { action, cause, message }: Ruling,
  { status, method, url, attempts, bodyExcerpt, hint }: RefusedResponse,
): DangoError {
  const what = message ?? (action === 'fail' ? `The response is an error (${cause})` : `The response stayed ${cause}`);
  const excerpt = bodyExcerpt.replace(/\s+/g, ' ').trim().slice(0, 200);
  const says = excerpt === '' ? '' : `. The response says: ${excerpt}`;
  return new DangoError(`${what}: ${method} ${url} answered ${formatStatus(status)} (attempt ${attempts})${says}`, {
    code: 'response-invalid',
    hint: hint ?? 'See what the response says, and change the request or the rule in responses that fits it.',
    context: { status, method, url, attempts },
  });
}
