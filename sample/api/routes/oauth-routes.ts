import { ApiProblem } from '../api-answer.ts';
import type { ApiRequest } from '../api-request.ts';
import { isBasic } from '../access/access-check.ts';
import { credentials } from '../access/credentials.ts';
import type { OauthTokens } from '../access/oauth-tokens.ts';
import { readQueryNumber } from '../read-query-number.ts';
import type { Route } from '../route.ts';

/** OAuth 2.0 client credentials (RFC 6749, 4.4): id and secret in the form or as HTTP Basic. */
export function oauthRoutes(tokens: OauthTokens, lifetimeSeconds: number): readonly Route[] {
  return [
    {
      method: 'POST',
      path: '/oauth/token',
      about:
        'Form grant_type=client_credentials: {"access_token", "token_type", "expires_in"}. Query expires_in sets it.',
      answer(request) {
        const form = new URLSearchParams(request.body);
        if (form.get('grant_type') !== 'client_credentials') {
          throw new ApiProblem(400, 'unsupported_grant_type: only client_credentials is known');
        }
        if (!isKnownClient(request, form))
          throw new ApiProblem(401, 'invalid_client: unknown client_id or client_secret');
        const expiresIn = readQueryNumber(request.url.searchParams, 'expires_in', lifetimeSeconds);
        return { body: { access_token: tokens.issue(expiresIn), token_type: 'Bearer', expires_in: expiresIn } };
      },
    },
  ];
}

function isKnownClient(request: ApiRequest, form: URLSearchParams): boolean {
  const { clientId, clientSecret } = credentials;
  const isInForm = form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
  return isInForm || isBasic(request.headers['authorization'], clientId, clientSecret);
}
