import { DangoError } from '../errors/dango-error.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import type { NetworkFailure, NetworkFailureKind } from './transport.ts';

export interface FailedRequest {
  readonly method: string;
  /** Masked. */
  readonly url: string;
  readonly host: string;
  readonly attempts: number;
}

const checkAddress = 'Check base_url, the network and the proxy (HTTP_PROXY, HTTPS_PROXY, NO_PROXY).';

const explanations: Readonly<Record<NetworkFailureKind, readonly [code: ErrorCode, what: string, hint: string]>> = {
  unreachable: ['http-unreachable', 'Could not reach', checkAddress],
  'name-unknown': ['http-unreachable', 'Could not reach', 'Check the host name in base_url, and the network.'],
  tls: [
    'http-unreachable',
    'No secure connection to',
    'Check that base_url has the right scheme and port; give own certificates through NODE_EXTRA_CA_CERTS.',
  ],
  reset: ['http-unreachable', 'Connection lost to', checkAddress],
  cut: ['http-unreachable', 'Incomplete response from', 'Try again, or ask for smaller pages.'],
  timeout: [
    'http-timeout',
    'Timed out waiting for',
    'Ask for smaller pages, or raise the request timeout of the project.',
  ],
  protocol: ['response-invalid', 'No valid HTTP response from', 'Check the scheme and port of base_url.'],
  'too-large': [
    'http-limit',
    'Too large a response from',
    'Ask for smaller pages, or raise the size limit of the project.',
  ],
};

/** The error for a request that got no whole response. */
export function createNetworkError(
  failure: NetworkFailure,
  { method, url, host, attempts }: FailedRequest,
): DangoError {
  const { kind, words, systemCode, cause } = failure;
  const [code, what, hint] = explanations[kind];
  const reason = systemCode === undefined ? words : `${words} (${systemCode})`;
  const context = { method, url, host, attempts, ...(systemCode === undefined ? {} : { systemCode }) };
  return new DangoError(`${what} ${host}: ${reason}: ${method} ${url} (attempt ${attempts})`, {
    code,
    hint,
    context,
    cause,
  });
}
