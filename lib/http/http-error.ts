import { DangoError } from '../errors/dango-error.ts';

export interface HttpErrorDetails {
  readonly status: number;
  readonly method: string;
  /** Masked. */
  readonly url: string;
  readonly attempts: number;
  /** Names in lower case, masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most 500 characters, masked. */
  readonly bodyExcerpt: string;
  readonly hint?: string | undefined;
  /** What it means, in words, masked. Default: `Request failed`. */
  readonly reason?: string | undefined;
}

/** The server answered with a status of 400 or above, also after all repetitions. Code `http-status`. */
export class HttpError extends DangoError {
  override readonly name: string = 'HttpError';
  readonly status: number;
  readonly method: string;
  /** With secret values masked. */
  readonly url: string;
  /** How often the request was sent, 1 when it was not repeated. */
  readonly attempts: number;
  /** Headers of the response: names in lower case, secret values masked. */
  readonly headers: Readonly<Record<string, string>>;
  /** First 500 characters of the response, secret values masked; empty when it is no text. */
  readonly bodyExcerpt: string;

  constructor(details: HttpErrorDetails) {
    const { status, method, url, attempts, headers, bodyExcerpt, hint } = details;
    const context = { status, method, url, attempts };
    super(buildMessage(details), { code: 'http-status', hint: hint ?? chooseHint(status), context });
    this.status = status;
    this.method = method;
    this.url = url;
    this.attempts = attempts;
    this.headers = headers;
    this.bodyExcerpt = bodyExcerpt;
  }
}

function buildMessage({
  status,
  method,
  url,
  attempts,
  headers,
  bodyExcerpt,
  reason = 'Request failed',
}: HttpErrorDetails): string {
  const text = `${reason} with status ${formatStatus(status)}: ${method} ${url} (attempt ${attempts})`;
  const excerpt = bodyExcerpt.replace(/\s+/g, ' ').trim().slice(0, 200);
  // The markup of an error page says nothing in one line.
  return excerpt === '' || /html/i.test(headers['content-type'] ?? '')
    ? text
    : `${text}. The response says: ${excerpt}`;
}

/** `404 Not Found` */
export function formatStatus(status: number): string {
  const phrase = statusTexts()[status];
  return phrase === undefined ? String(status) : `${status} ${phrase}`;
}

function chooseHint(status: number): string | undefined {
  if (status === 401) return 'Check the credentials in the auth block of the source: the API did not accept them.';
  if (status === 403)
    return 'Check the auth block of the source and what its credentials may read: the API refused access.';
  if (status === 404) return 'Check base_url and the endpoint path: the API knows nothing at this address.';
  if (status === 407) return 'Check the credentials in HTTP_PROXY and HTTPS_PROXY.';
  if (status === 429) return 'Lower rate_limit of the source: the API still refuses so many requests.';
  if (status >= 500) return 'Try again later: the API itself failed.';
  return 'Check the parameters of the request against the documentation of the API.';
}

/** `import 'node:http'` would load Node's whole fetch with it, and every run would wait for that. */
function statusTexts(): Readonly<Record<string, string | undefined>> {
  return process.getBuiltinModule('node:http').STATUS_CODES;
}
