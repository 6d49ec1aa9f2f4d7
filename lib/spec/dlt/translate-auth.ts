import type { JsonValue } from '../json-value.ts';
import type { KeyPath } from '../key-path.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { DltAuth } from './dlt-auth-spec.ts';
import type { Placed } from './dlt-report.ts';

/** dlt's auth in Dango's words. What is left empty comes from the sections `credentials`, as dlt looks it up. */
export function translateAuth({ value, from }: Placed<DltAuth>): TracedValue {
  const given = typeof value === 'string' ? ({ type: value } as Exclude<DltAuth, string>) : value;
  const fields: Readonly<Record<string, unknown>> = given;
  const write = (key: string, otherwise: JsonValue | undefined): TracedValue | undefined => {
    const own = fields[key];
    const isGiven = own !== undefined && own !== null && own !== '';
    const result = isGiven ? (own as JsonValue) : otherwise;
    return result === undefined ? undefined : { from: isGiven ? [...from, key] : from, value: result };
  };
  const secret = (key: string) => write(key, `\${credentials.${key}}`);
  const type = { from: typeof value === 'string' ? from : [...from, 'type'], value: given.type };
  switch (given.type) {
    case 'bearer':
      return tracedMapping(from, { type, token: secret('token') });
    case 'api_key':
      return tracedMapping(from, {
        type,
        name: write('name', '${credentials.name:-Authorization}'),
        api_key: secret('api_key'),
        location: write('location', undefined),
      });
    case 'http_basic':
      return tracedMapping(from, { type, username: secret('username'), password: secret('password') });
    case 'oauth2_client_credentials':
      return tracedMapping(from, {
        type,
        access_token_url: secret('access_token_url'),
        client_id: secret('client_id'),
        client_secret: secret('client_secret'),
        access_token_request_data: requestData(given.access_token_request_data, from),
        default_token_expiration: write('default_token_expiration', undefined),
      });
  }
}

function requestData(
  data: Readonly<Record<string, string | number | boolean>> | null | undefined,
  from: KeyPath,
): TracedValue | undefined {
  if (data === null || data === undefined || Object.keys(data).length === 0) return undefined;
  const place = [...from, 'access_token_request_data'];
  const fields = Object.entries(data).map(
    ([name, value]) => [name, { from: [...place, name], value: String(value) }] as const,
  );
  return tracedMapping(place, Object.fromEntries(fields));
}
