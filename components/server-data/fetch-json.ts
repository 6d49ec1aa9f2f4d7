import type { ErrorRecord } from '#lib/index.ts';

/** What the server answered instead of a value. `record` has code, message, hint and place. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly record: ErrorRecord;

  constructor(record: ErrorRecord) {
    super(record.message);
    this.record = record;
  }
}

export interface FetchJsonOptions {
  /** Sent as JSON by POST. Default: GET. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Asks a route of this server. Throws {@link ServerError} with what the server said, or that it is not there. */
export async function fetchJson<Value>(path: string, { body, signal }: FetchJsonOptions = {}): Promise<Value> {
  const response = await fetchFromServer(path, { body, signal });
  return (await response.json()) as Value;
}

/** As {@link fetchJson}, for answers that are read as a stream or as a file. */
export async function fetchFromServer(path: string, { body, signal }: FetchJsonOptions = {}): Promise<Response> {
  const response = await send(path, body, signal);
  if (response.ok) return response;
  throw new ServerError(await readError(response));
}

async function send(path: string, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(path, {
      signal: signal ?? null,
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ServerError(serverGone);
  }
}

/** Said where the server does not answer at all. */
export const serverGone: ErrorRecord = {
  code: 'internal',
  message: 'The Dango server does not answer.',
  hint: 'Start it again in the terminal ("npm start" or "dango serve"); this page goes on by itself.',
};

async function readError(response: Response): Promise<ErrorRecord> {
  try {
    const { error } = (await response.json()) as { readonly error: ErrorRecord };
    return error;
  } catch {
    return { code: 'internal', message: `The server answered ${response.status} ${response.statusText}.` };
  }
}
