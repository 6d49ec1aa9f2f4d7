import { DangoError } from '../errors/dango-error.ts';
import type { AuthContext, Authenticator } from './authenticator.ts';
import type { HttpResponse } from './http-client.ts';
import { isSensitiveParameter, maskUrl } from './redact.ts';

export interface OAuth2ClientCredentialsOptions {
  readonly accessTokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Further form fields, such as `scope`. Default: none. */
  readonly accessTokenRequestData?: Readonly<Record<string, string>> | undefined;
  /** Lifetime of a token whose answer names none, in seconds. Default 3600. */
  readonly defaultTokenExpiration?: number | undefined;
}

interface Token {
  readonly value: string;
  /** From then on it is not used any more. */
  readonly staleAtMs: number;
}

/** How long before its end a token is renewed; half its lifetime where that is shorter. */
const renewalMarginMs = 30_000;
/** A token may be echoed after it was replaced, but not for ever. */
const rememberedTokens = 20;

/**
 * OAuth 2 for programs (RFC 6749, 4.4): fetches a token when the first request needs it, renews it before it ends
 * and once after a 401. Concurrent requests share one token request.
 */
export function createOAuth2ClientCredentials(options: OAuth2ClientCredentialsOptions): Authenticator {
  const extraFields = Object.entries(options.accessTokenRequestData ?? {});
  const secretFields = extraFields.filter(([name]) => isSensitiveParameter(name)).map(([, value]) => value);
  const seen: string[] = [];
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;

  const renew = async (context: AuthContext): Promise<Token> => {
    try {
      token = await requestToken(options, context);
      if (!seen.includes(token.value)) seen.unshift(token.value);
      seen.length = Math.min(seen.length, rememberedTokens);
      return token;
    } finally {
      pending = undefined;
    }
  };

  return {
    async apply({ headers }, context) {
      const usable = token !== undefined && context.now() < token.staleAtMs ? token : undefined;
      const current = usable ?? (await (pending ??= renew(context)));
      headers['authorization'] = `Bearer ${current.value}`;
    },
    onUnauthorized({ headers }) {
      // Another request may have renewed it already.
      if (token !== undefined && headers['authorization'] === `Bearer ${token.value}`) token = undefined;
      return true;
    },
    secrets: () => [options.clientSecret, ...secretFields, ...seen],
  };
}

async function requestToken(options: OAuth2ClientCredentialsOptions, context: AuthContext): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: options.clientId,
    client_secret: options.clientSecret,
    ...options.accessTokenRequestData,
  });
  const request = { method: 'POST', url: options.accessTokenUrl, body: form, reason: 'token request' };
  const response = await sendTokenRequest(context, { ...request, isRepeatable: true });
  return readToken(response, options, context.now());
}

async function sendTokenRequest(
  context: AuthContext,
  request: Parameters<AuthContext['send']>[0],
): Promise<HttpResponse> {
  try {
    return await context.send(request);
  } catch (error) {
    if (!DangoError.is(error) || error.code === 'run-cancelled') throw error;
    const isRefused = error.code === 'http-status';
    throw new DangoError(`No access token from ${maskUrl(request.url)}: ${error.message}`, {
      code: error.code,
      hint: isRefused ? 'Check access_token_url, client_id and client_secret.' : error.hint,
      context: error.context,
      cause: error,
    });
  }
}

function readToken(response: HttpResponse, options: OAuth2ClientCredentialsOptions, nowMs: number): Token {
  const answer = response.json();
  const fields = typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {};
  const { access_token: value, expires_in: expiresIn } = fields as Readonly<Record<string, unknown>>;
  if (typeof value !== 'string' || value === '') {
    throw new DangoError(
      `No access token from ${maskUrl(options.accessTokenUrl)}: the answer with status ${response.status} has no "access_token"`,
      { code: 'response-invalid', hint: 'Check that access_token_url is the token endpoint of the API.' },
    );
  }
  const told = Number(expiresIn);
  const seconds = told > 0 ? told : (options.defaultTokenExpiration ?? 3600);
  const lifetimeMs = seconds * 1000;
  return { value, staleAtMs: nowMs + lifetimeMs - Math.min(renewalMarginMs, lifetimeMs / 2) };
}
