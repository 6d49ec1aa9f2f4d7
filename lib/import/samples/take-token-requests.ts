import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { readAuthorization } from './read-credentials.ts';
import type { SampleRequest } from './sample-request.ts';

const kinds: Readonly<Record<string, string>> = {
  client_credentials: 'oauth2_client_credentials',
  password: 'oauth2_password',
  refresh_token: 'oauth2_refresh_token',
};
/** Fields of a token request that have a key of their own in `auth`. */
const ownFields = ['client_id', 'client_secret', 'username', 'password', 'refresh_token', 'audience'] as const;

/**
 * A request that asks for a token of OAuth 2, pasted along with those that use it, becomes their `auth`: the token in
 * them is out of date soon, and what gets a new one is in the text. Requests that carry no bearer token keep what they have,
 * unless none does.
 */
export function takeTokenRequests(requests: readonly SampleRequest[]): SampleRequest[] {
  const token = requests.find((request) => authOfTokenRequest(request) !== undefined);
  const others = requests.filter((request) => authOfTokenRequest(request) === undefined);
  const auth = token === undefined ? undefined : authOfTokenRequest(token);
  if (token === undefined || auth === undefined || others.length === 0) return [...requests];
  const authFrom = { at: token.at, text: 'asks for the token' };
  const isAnyBearer = others.some(carriesBearer);
  return others.map((request) => {
    const uses = isAnyBearer ? carriesBearer(request) : request.auth === undefined && !hasAuthorization(request);
    return uses ? { ...request, auth, authFrom } : request;
  });
}

function authOfTokenRequest({ method, url, body, headers, auth }: SampleRequest): JsonObject | undefined {
  const fields = method === 'POST' ? fieldsOf(body) : undefined;
  const { grant_type: grant = '', scope, ...rest } = fields ?? {};
  const type = kinds[grant];
  if (type === undefined) return undefined;
  const header = headers.find(([name]) => /^authorization$/i.test(name))?.[1];
  const basic = isPlainObject(auth) ? auth : header === undefined ? undefined : readAuthorization(header);
  const isBasic = basic?.['type'] === 'http_basic';
  const own = ownFields.filter((name) => rest[name] !== undefined);
  const further = Object.entries(rest).filter(([name]) => !(ownFields as readonly string[]).includes(name));
  return {
    type,
    access_token_url: url,
    ...(isBasic
      ? {
          client_id: basic['username'] as JsonValue,
          client_secret: basic['password'] as JsonValue,
          client_authentication: 'basic',
        }
      : {}),
    ...Object.fromEntries(own.map((name) => [name, rest[name] ?? ''])),
    ...(scope === undefined || scope === '' ? {} : { scopes: scope.split(/\s+/) }),
    ...(further.length === 0 ? {} : { access_token_request_data: Object.fromEntries(further) }),
    ...(body?.type === 'json' ? { access_token_request_format: 'json' } : {}),
  };
}

/** The fields of a form, or of an object of texts. */
function fieldsOf(body: SampleRequest['body']): Readonly<Record<string, string>> | undefined {
  if (body?.type === 'form') return Object.fromEntries(body.fields);
  if (body?.type !== 'json' || !isPlainObject(body.value)) return undefined;
  return Object.fromEntries(
    Object.entries(body.value).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function carriesBearer({ auth, headers }: SampleRequest): boolean {
  if (isPlainObject(auth)) return auth['type'] === 'bearer';
  return headers.some(([name, value]) => /^authorization$/i.test(name) && /^bearer\b/i.test(value));
}

function hasAuthorization({ headers }: SampleRequest): boolean {
  return headers.some(([name]) => /^authorization$/i.test(name));
}
