import type { Auth, CredentialPlace, OAuth2Client } from './auth.ts';
import type { ResourceAuthSpec } from './auth-spec.ts';

type Spec<Type extends string> = Extract<ResourceAuthSpec, { type: Type }>;
type OAuth2Spec = Spec<
  'oauth2_client_credentials' | 'oauth2_refresh_token' | 'oauth2_password' | 'oauth2_authorization_code'
>;

/** Makes the model of an `auth` block. */
export function toAuth(spec: ResourceAuthSpec): Auth {
  if (spec === 'none') return { type: 'none' };
  switch (spec.type) {
    case 'none':
      return spec;
    case 'bearer':
      return { type: 'bearer', token: spec.token, prefix: spec.prefix };
    case 'api_key':
      return {
        type: 'api_key',
        name: spec.name ?? 'Authorization',
        apiKey: spec.api_key,
        location: spec.location === 'param' ? 'query' : (spec.location ?? 'header'),
        prefix: spec.prefix,
      };
    case 'http_basic':
      return { type: 'http_basic', username: spec.username, password: spec.password };
    case 'oauth2_client_credentials':
      return { type: spec.type, ...toClient(spec), clientSecret: spec.client_secret };
    case 'oauth2_refresh_token':
      return { type: spec.type, ...toClient(spec), refreshToken: spec.refresh_token };
    case 'oauth2_password':
      return { type: spec.type, ...toClient(spec), username: spec.username, password: spec.password };
    case 'oauth2_authorization_code':
      return {
        type: spec.type,
        ...toClient(spec),
        authorizationUrl: spec.authorization_url,
        authorizationData: spec.authorization_data,
        redirectPort: spec.redirect_port,
      };
    case 'login':
      return toLogin(spec);
  }
}

function toClient(spec: OAuth2Spec): OAuth2Client {
  const { scopes } = spec;
  return {
    accessTokenUrl: spec.access_token_url,
    clientId: spec.client_id,
    clientSecret: spec.client_secret,
    clientAuthentication: spec.client_authentication,
    scopes: typeof scopes === 'string' ? [scopes] : scopes,
    audience: spec.audience,
    accessTokenRequestData: spec.access_token_request_data,
    accessTokenRequestHeaders: spec.access_token_request_headers,
    accessTokenRequestFormat: spec.access_token_request_format,
    accessTokenPath: spec.access_token_path,
    expiresInPath: spec.expires_in_path,
    refreshTokenPath: 'refresh_token_path' in spec ? spec.refresh_token_path : undefined,
    defaultTokenExpiration: spec.default_token_expiration,
    place: toPlace(spec),
    renewOn: spec.renew_on,
  };
}

function toLogin(spec: Spec<'login'>): Auth {
  const headers = Object.entries(spec.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
  return {
    type: 'login',
    url: spec.url,
    tokenPath: spec.token_path,
    method: spec.method,
    json: spec.json,
    form: spec.form,
    params: spec.params,
    headers: Object.fromEntries(headers),
    username: spec.username,
    password: spec.password,
    expiresInPath: spec.expires_in_path,
    defaultTokenExpiration: spec.default_token_expiration,
    place: toPlace(spec),
    renewOn: spec.renew_on,
  };
}

/** The word `Bearer` belongs to the header Authorization; a header of another name carries the token alone. */
function toPlace({ location = 'header', name, prefix }: OAuth2Spec | Spec<'login'>): CredentialPlace {
  const place = { location, name: name ?? (location === 'header' ? 'Authorization' : 'access_token') };
  const isBearer = location === 'header' && place.name.toLowerCase() === 'authorization';
  return { ...place, prefix: prefix ?? (isBearer ? 'Bearer' : '') };
}
