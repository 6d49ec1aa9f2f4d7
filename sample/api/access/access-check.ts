import type { ApiRequest } from '../api-request.ts';
import { credentials } from './credentials.ts';
import type { OauthTokens } from './oauth-tokens.ts';

export const accessKinds = ['bearer', 'api-key-header', 'api-key-query', 'basic', 'oauth2'] as const;

/** How a copy of the API below `/auth/<kind>/` is protected. */
export type AccessKind = (typeof accessKinds)[number];

/** True when the request carries what `kind` asks for. */
export type AccessCheck = (kind: AccessKind, request: ApiRequest) => boolean;

export function createAccessCheck(tokens: readonly string[], oauthTokens: OauthTokens): AccessCheck {
  const checks: Readonly<Record<AccessKind, (request: ApiRequest) => boolean>> = {
    bearer: (request) => tokens.includes(bearerToken(request)),
    'api-key-header': (request) => request.headers['x-api-key'] === credentials.apiKey,
    'api-key-query': (request) => request.url.searchParams.get('api_key') === credentials.apiKey,
    basic: (request) => isBasic(request.headers['authorization'], credentials.username, credentials.password),
    oauth2: (request) => oauthTokens.isValid(bearerToken(request)),
  };
  return (kind, request) => checks[kind](request);
}

/** Whether a header is HTTP Basic for exactly this name and password. */
export function isBasic(header: string | undefined, username: string, password: string): boolean {
  return header === `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function bearerToken(request: ApiRequest): string {
  return /^bearer (.+)$/iu.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
}
