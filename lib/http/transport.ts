/** One request as it goes over the wire: nothing is added to it any more. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** One whole response, decompressed, whatever its status. */
export interface WireResponse {
  readonly type: 'response';
  readonly status: number;
  /** Names in lower case; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** Number of the recorded exchange that it was taken from. Absent: the network answered. */
  readonly replayOf?: number;
}

/** Why no whole response arrived. */
export interface NetworkFailure {
  readonly type: 'failure';
  readonly kind: NetworkFailureKind;
  /** What happened, in words that follow a colon: `connection refused`. */
  readonly words: string;
  /** Name that the system gives to it: `ECONNREFUSED`. */
  readonly systemCode: string | undefined;
  /** False when it is certain that the server has seen nothing of the request. */
  readonly wasSent: boolean;
  readonly cause: unknown;
}

/**
 * `unreachable`, `name-unknown`, `tls`: no connection. `reset`: the connection broke before a response, `cut`: within
 * its body. `timeout`: the time of one attempt is over. `protocol`: not HTTP. `too-large`: above the limit.
 */
export type NetworkFailureKind =
  | 'unreachable'
  | 'name-unknown'
  | 'tls'
  | 'reset'
  | 'cut'
  | 'timeout'
  | 'protocol'
  | 'too-large';

export interface TransportOptions {
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly maxResponseBytes: number;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/**
 * Sends one request once. A transport decides nothing: no redirect, no retry, no credentials.
 * @throws `run-cancelled` when the signal fires. Everything else that goes wrong is returned.
 */
export type Transport = (request: WireRequest, options: TransportOptions) => Promise<WireResponse | NetworkFailure>;
