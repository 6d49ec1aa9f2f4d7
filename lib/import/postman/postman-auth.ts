import type { JsonObject } from '../../spec/json-value.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { listAt, wordOf } from '../json-schema.ts';
import type { Note } from '../proposal.ts';
import type { FillVariables } from './postman-variables.ts';

/** `auth` of a collection, folder or request as `auth` of sources.yml. Undefined: nothing is said, or nothing that Dango knows. */
export function readPostmanAuth(
  auth: unknown,
  at: string,
  fill: FillVariables,
  notes: Note[],
): JsonObject | 'none' | undefined {
  if (!isPlainObject(auth)) return undefined;
  const type = wordOf(auth['type']).toLowerCase();
  const get = valuesOf(auth[type], fill);
  switch (type) {
    case 'noauth':
      return 'none';
    case 'bearer':
      return { type: 'bearer', token: get('token', '${TOKEN}') };
    case 'basic':
      return { type: 'http_basic', username: get('username', '${USERNAME}'), password: get('password', '${PASSWORD}') };
    case 'apikey': {
      const location = get('in', 'header') === 'query' ? { location: 'query' } : {};
      return { type: 'api_key', name: get('key', 'Authorization'), api_key: get('value', '${API_KEY}'), ...location };
    }
    case 'oauth2':
      return readOauth2(get);
    default:
      notes.push({ at, text: `credentials of type ${type} are not known to Dango; write a module for them` });
      return undefined;
  }
}

type Get = (name: string, otherwise: string) => string;

function readOauth2(get: Get): JsonObject {
  const grant = get('grant_type', '');
  const tokenUrl = get('accessTokenUrl', '');
  const client = {
    access_token_url: tokenUrl,
    client_id: get('clientId', '${CLIENT_ID}'),
    client_secret: get('clientSecret', '${CLIENT_SECRET}'),
    ...(get('client_authentication', '') === 'header' ? { client_authentication: 'basic' } : {}),
    ...(get('scope', '') === '' ? {} : { scopes: get('scope', '') }),
  };
  if (tokenUrl !== '' && grant === 'client_credentials') return { type: 'oauth2_client_credentials', ...client };
  if (tokenUrl !== '' && grant.startsWith('password')) {
    return {
      type: 'oauth2_password',
      ...client,
      username: get('username', '${USERNAME}'),
      password: get('password', '${PASSWORD}'),
    };
  }
  const page = get('authUrl', '');
  if (tokenUrl !== '' && page !== '') return { type: 'oauth2_authorization_code', authorization_url: page, ...client };
  return { type: 'bearer', token: get('accessToken', '${TOKEN}') };
}

/** 2.1 has a list of key and value, 2.0 a mapping. */
function valuesOf(given: unknown, fill: FillVariables): Get {
  const pairs = isPlainObject(given)
    ? Object.entries(given)
    : listAt(given).map((item): [string, unknown] => [String(item['key']), item['value']]);
  const values = new Map(pairs.map(([key, value]) => [key, typeof value === 'string' ? fill(value) : '']));
  return (name, otherwise) => values.get(name) || otherwise;
}
