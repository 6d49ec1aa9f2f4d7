import type { NetworkFailure, NetworkFailureKind } from './transport.ts';

/** How far an attempt had come when it failed. */
export interface AttemptProgress {
  readonly isConnecting: boolean;
  readonly hasResponse: boolean;
  /** Whether the time of the attempt was over. */
  readonly isExpired: boolean;
}

type Description = readonly [kind: NetworkFailureKind, words: string];

const descriptions: Readonly<Record<string, Description>> = {
  ECONNREFUSED: ['unreachable', 'connection refused'],
  ENOTFOUND: ['name-unknown', 'host name not found'],
  EAI_AGAIN: ['unreachable', 'host name could not be looked up'],
  UND_ERR_CONNECT_TIMEOUT: ['unreachable', 'no connection in time'],
  ETIMEDOUT: ['unreachable', 'no connection in time'],
  EHOSTUNREACH: ['unreachable', 'no route to the host'],
  EHOSTDOWN: ['unreachable', 'the host is down'],
  ENETUNREACH: ['unreachable', 'no route to the network'],
  ENETDOWN: ['unreachable', 'the network is down'],
  EADDRNOTAVAIL: ['unreachable', 'address not available'],
  UND_ERR_PRX_CONN: ['unreachable', 'the proxy refused the connection'],
  UND_ERR_PRX_TLS: ['tls', 'no secure connection to the proxy'],
  ECONNRESET: ['reset', 'connection reset'],
  ECONNABORTED: ['reset', 'connection aborted'],
  EPIPE: ['reset', 'connection closed'],
  UND_ERR_SOCKET: ['reset', 'connection closed by the server'],
  EPROTO: ['tls', 'the server does not speak TLS on this port'],
};

const certificateCode = /CERT|^ERR_TLS|^ERR_SSL|UNABLE_TO_|SELF_SIGNED/;

/** Says in words, and in a kind for the retry policy, why an attempt got no whole response. */
export function describeNetworkFailure(error: unknown, progress: AttemptProgress): NetworkFailure {
  const systemCode = readCode(error);
  const [kind, words] = describe(error, systemCode, progress);
  return { type: 'failure', kind, words, systemCode, wasSent: !progress.isConnecting, cause: error };
}

function describe(error: unknown, code: string | undefined, { isExpired, hasResponse }: AttemptProgress): Description {
  if (isExpired) return ['timeout', hasResponse ? 'the response did not end in time' : 'no response in time'];
  if (hasResponse) return ['cut', 'the response broke off'];
  const known = code === undefined ? undefined : descriptions[code];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message : String(error);
  if (code !== undefined && certificateCode.test(code)) return ['tls', `certificate not accepted (${message})`];
  if (message.startsWith('Proxy response')) return ['unreachable', `the proxy could not connect: ${message}`];
  return ['protocol', message];
}

/** The code of an error, or of the first of several, as for a host name with two addresses. */
function readCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  // Codes of the system are in capitals; an error of Dango's own, such as the one that ends a timeout, is none of them.
  if ('code' in error && typeof error.code === 'string' && /^[A-Z]/.test(error.code)) return error.code;
  return error instanceof AggregateError ? readCode(error.errors[0]) : undefined;
}
