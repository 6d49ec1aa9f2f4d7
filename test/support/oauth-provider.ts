import { createHash } from 'node:crypto';
import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from './start-server.ts';
import { createTempProject, type TempProject } from './temp-project.ts';

export const clientSecret = 'client secret/value';

export interface Provider {
  readonly server: TestServer;
  /** Every code and token that was given out. */
  readonly secrets: string[];
  /** Access token that the API takes. */
  accepted: string;
}

/** A provider and its API: checks redirect address, PKCE and one use of each code and refresh token. */
export async function startProvider({ hasRefresh = true } = {}): Promise<Provider> {
  const challenges = new Map<string, { challenge: string; redirectUri: string }>();
  const secrets: string[] = [];
  let refreshToken = '';
  const give = (kind: string): string => {
    secrets.push(`${kind}/of+provider-${secrets.length}`);
    return secrets.at(-1) ?? '';
  };
  const giveTokens = (): ServerAnswer => {
    provider.accepted = give('access');
    refreshToken = give('refresh');
    const tokens = { access_token: provider.accepted, expires_in: 3600 };
    return { json: hasRefresh ? { ...tokens, refresh_token: refreshToken } : tokens };
  };
  const authorize = ({ query }: ReceivedRequest): ServerAnswer => {
    const redirectUri = query['redirect_uri'] ?? '';
    const back = new URL(redirectUri);
    const isKnown = query['client_id'] === 'dango' && query['response_type'] === 'code';
    if (!isKnown || query['code_challenge_method'] !== 'S256') return { status: 400 };
    back.searchParams.set('state', query['state'] ?? '');
    if (query['scope'] !== 'orders offline') back.searchParams.set('error', 'invalid_scope');
    else {
      const code = give('code');
      challenges.set(code, { challenge: query['code_challenge'] ?? '', redirectUri });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.href } };
  };
  const token = ({ body }: ReceivedRequest): ServerAnswer => {
    const form = new URLSearchParams(body);
    if (form.get('client_secret') !== clientSecret) return { status: 401, body };
    if (form.get('grant_type') === 'refresh_token') {
      return form.get('refresh_token') === refreshToken ? giveTokens() : { status: 400, body };
    }
    const asked = challenges.get(form.get('code') ?? '');
    challenges.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isGood = asked?.challenge === proof && asked.redirectUri === form.get('redirect_uri');
    return isGood ? giveTokens() : { status: 400, body };
  };
  const server = await startServer((request) => {
    if (request.path === '/authorize') return authorize(request);
    if (request.path === '/token') return token(request);
    const isGood = request.headers['authorization'] === `Bearer ${provider.accepted}`;
    return { status: isGood ? 200 : 401, json: [{ id: 1 }] };
  });
  const provider: Provider = { server, secrets, accepted: '' };
  return provider;
}

/** A sources.yml whose one source asks a person for the access. `authorizeAt`: origin of the provider's page. */
export function providerSource(
  { server }: Provider,
  { scopes = '[orders, offline]', authorizeAt = server.url }: { scopes?: string; authorizeAt?: string } = {},
): string {
  return `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      auth:
        type: oauth2_authorization_code
        authorization_url: ${authorizeAt}/authorize?tenant=t
        access_token_url: ${server.url}/token
        client_id: dango
        client_secret: "\${CLIENT_SECRET}"
        scopes: ${scopes}
        authorization_data: { access_type: offline }
      resources: [{ name: orders }]
`;
}

/** A project with the source of {@link providerSource}. */
export function createProviderProject(provider: Provider, scopes = '[orders, offline]'): Promise<TempProject> {
  return createTempProject({
    sourcesYml: providerSource(provider, { scopes }),
    secretsToml: `[sources.shop]\nCLIENT_SECRET = "${clientSecret}"\n`,
  });
}
