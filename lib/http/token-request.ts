import { DangoError } from '../errors/dango-error.ts';
import { parseJsonPath, selectFirst } from '../spec/json-path.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { AuthContext } from './authenticator.ts';
import type { HttpRequest, HttpResponse } from './http-client.ts';
import { createMask, maskUrl, type Mask } from './redact.ts';
import { readExpiry } from './token-lifetime.ts';
import type { KeptToken } from './token-store.ts';

/** The reason of such a request, by which its exchange is told from those of resources. */
export const tokenRequestReason = 'token request';

/** How a token is asked for, and where it lies in the answer. */
export interface TokenRequest {
  readonly request: HttpRequest;
  readonly tokenPath: string;
  readonly expiresInPath?: string | undefined;
  readonly refreshTokenPath?: string | undefined;
  /** Lifetime in seconds where the answer tells none; undefined: without end. */
  readonly defaultSeconds?: number | undefined;
  /** Where to look when it is refused, as a sentence. */
  readonly hint: string;
  readonly secrets: readonly string[];
}

/**
 * Asks for a token.
 * @throws DangoError with the address and the reason: what the request itself throws, `response-invalid` for an answer
 *   without a token.
 */
export async function requestToken(asked: TokenRequest, context: AuthContext): Promise<KeptToken> {
  const response = await send(asked, context);
  return readToken(response, asked, context.now());
}

async function send({ request, hint }: TokenRequest, context: AuthContext): Promise<HttpResponse> {
  try {
    return await context.send({ reason: tokenRequestReason, isRepeatable: true, ...request });
  } catch (error) {
    if (!DangoError.is(error) || error.code === 'run-cancelled') throw error;
    throw new DangoError(`No access token from ${maskUrl(request.url)}: ${error.message}`, {
      code: error.code,
      hint: error.code === 'http-status' ? hint : error.hint,
      context: error.context,
      cause: error,
    });
  }
}

function readToken(response: HttpResponse, asked: TokenRequest, nowMs: number): KeptToken {
  const answer = response.json();
  const at = (path: string | undefined): unknown =>
    path === undefined ? undefined : selectFirst(parseJsonPath(path), answer);
  const value = at(asked.tokenPath);
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') {
    const told = tellReason(answer, createMask(asked.secrets));
    throw new DangoError(
      `No access token from ${maskUrl(asked.request.url)}: the answer with status ${response.status} has no "${asked.tokenPath}"${told}`,
      { code: 'response-invalid', hint: `${asked.hint} The answer must have the token at "${asked.tokenPath}".` },
    );
  }
  const refreshToken = at(asked.refreshTokenPath);
  const { defaultSeconds } = asked;
  return {
    accessToken: String(value),
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
    obtainedAtMs: nowMs,
    expiresAtMs:
      readExpiry(at(asked.expiresInPath), nowMs) ??
      (defaultSeconds === undefined ? undefined : nowMs + defaultSeconds * 1000),
  };
}

/** Some endpoints refuse with status 200. */
function tellReason(answer: unknown, mask: Mask): string {
  if (!isPlainObject(answer)) return '';
  const reasons = ['error', 'error_description', 'message'].map((key) => answer[key]);
  const text = reasons.filter((reason) => typeof reason === 'string').join(': ');
  return text === '' ? '' : `. It says: ${mask(text).slice(0, 200)}`;
}
