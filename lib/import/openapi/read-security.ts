import type { JsonObject } from '../../spec/json-value.ts';
import { isHttpUrl } from '../../spec/http-url.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { pointerPart, textOf, wordOf, type Follow, type SchemaObject } from '../json-schema.ts';
import { chip, type Chip, type Note } from '../proposal.ts';
import { keyWord } from './key-word.ts';

/** How a document's requests prove who sends them. */
export interface Security {
  /** Chosen for a `security` list; undefined where nothing is needed or nothing that Dango knows. */
  read(requirements: unknown): SecurityChoice | undefined;
  /** Names of all schemes, in their order. */
  readonly names: readonly string[];
}

export interface SecurityChoice {
  readonly auth: Chip<JsonObject>;
  /** Further keys of the same requirement, in headers and parameters. */
  readonly headers: JsonObject;
  readonly params: JsonObject;
}

interface Scheme {
  readonly name: string;
  readonly at: string;
  readonly spec: SchemaObject;
}

/** Reads `securitySchemes` (3.x) or `securityDefinitions` (2.0). What Dango does not know is told in a note, once. */
export function readSecurity(
  document: SchemaObject,
  follow: Follow,
  reference: (name: string) => string,
  baseUrl: string,
  notes: Note[],
): Security {
  const components = document['components'];
  const isOld = typeof document['swagger'] === 'string';
  const place = isOld ? '#/securityDefinitions' : '#/components/securitySchemes';
  const found = isOld
    ? document['securityDefinitions']
    : isPlainObject(components)
      ? components['securitySchemes']
      : undefined;
  const schemes = new Map<string, Scheme>();
  for (const [name, value] of Object.entries(isPlainObject(found) ? found : {})) {
    const at = `${place}/${pointerPart(name)}`;
    const target = isPlainObject(value) ? follow({ schema: value, at }) : undefined;
    if (target !== undefined) schemes.set(name, { name, at, spec: target.schema });
  }
  const told = new Set<string>();
  const authOf = (scheme: Scheme, scopes: readonly string[]): Ranked | undefined => {
    const auth = toAuth(scheme, scopes, reference, baseUrl);
    if (typeof auth !== 'string') return auth;
    if (!told.has(scheme.name)) notes.push({ at: scheme.at, text: `${scheme.name}: ${auth}` });
    told.add(scheme.name);
    return undefined;
  };
  const read = (requirements: unknown): SecurityChoice | undefined => {
    const choices = (Array.isArray(requirements) ? requirements : [])
      .filter((one) => isPlainObject(one))
      .flatMap((requirement) => {
        const parts = Object.entries(requirement).flatMap(([name, scopes]) => {
          const scheme = schemes.get(name);
          const auth =
            scheme === undefined ? undefined : authOf(scheme, Array.isArray(scopes) ? scopes.map(String) : []);
          return auth === undefined ? [] : [auth];
        });
        const sorted = parts.toSorted((one, other) => one.rank - other.rank);
        const isWhole = parts.length === Object.keys(requirement).length;
        return sorted[0] === undefined ? [] : [{ parts: sorted, rank: sorted[0].rank + (isWhole ? 0 : 50) }];
      });
    const [best] = choices.toSorted((one, other) => one.rank - other.rank);
    const [first, ...others] = best?.parts ?? [];
    return first === undefined ? undefined : { auth: first.auth, ...keysOf(others) };
  };
  return { read, names: [...schemes.keys()] };
}

interface Ranked {
  readonly auth: Chip<JsonObject>;
  /** The lower, the simpler to use. */
  readonly rank: number;
}

function keysOf(parts: readonly Ranked[]): Pick<SecurityChoice, 'headers' | 'params'> {
  const pairs = (location: string) =>
    parts.flatMap(({ auth: { value } }): [string, string][] =>
      value['type'] === 'api_key' && (value['location'] ?? 'header') === location
        ? [[wordOf(value['name']), wordOf(value['api_key'])]]
        : [],
    );
  return { headers: Object.fromEntries(pairs('header')), params: Object.fromEntries(pairs('query')) };
}

function toAuth(
  { name, at, spec }: Scheme,
  scopes: readonly string[],
  reference: (word: string) => string,
  baseUrl: string,
): Ranked | string {
  const type = textOf(spec['type'])?.toLowerCase() ?? '';
  const scheme = textOf(spec['scheme'])?.toLowerCase() ?? '';
  const description = textOf(spec['description']) ?? '';
  const sure = (auth: JsonObject, rank: number, text: string): Ranked => ({
    auth: chip(auth, 'sure', { at, text }),
    rank,
  });
  if (type === 'basic' || (type === 'http' && scheme === 'basic')) {
    return sure(
      { type: 'http_basic', username: reference('username'), password: reference('password') },
      4,
      'HTTP Basic',
    );
  }
  if (type === 'http' && scheme === 'bearer')
    return sure({ type: 'bearer', token: reference('token') }, 1, 'bearer token');
  if (type === 'apikey') return apiKey(spec, description, { at, reference });
  if (type === 'oauth2') return oauth2(spec, { at, scopes, reference, baseUrl, name });
  if (type === 'openidconnect') {
    const auth = { type: 'bearer', token: reference('token') };
    return {
      auth: chip<JsonObject>(auth, 'guess', { at, text: 'OpenID Connect: a token of a person, which ends' }),
      rank: 9,
    };
  }
  return `a scheme of type ${type}${scheme === '' ? '' : ` ${scheme}`} is not known to Dango; write a module for it, or its header into headers`;
}

interface Context {
  readonly at: string;
  readonly reference: (word: string) => string;
}

function apiKey(spec: SchemaObject, description: string, { at, reference }: Context): Ranked {
  const name = textOf(spec['name']) ?? 'Authorization';
  const place = textOf(spec['in'])?.toLowerCase() ?? 'header';
  const text = `${place === 'query' ? 'parameter' : place} ${name}`;
  if (place === 'header' && /^authorization$/i.test(name)) {
    const [, prefix] = /\b(Bearer|Token|Basic|ApiKey|Key|SSWS|OAuth|JWT)\b["'`]?\s+[<{[\w$]/i.exec(description) ?? [];
    const word = prefix === undefined || /^bearer$/i.test(prefix) ? undefined : prefix;
    if (prefix !== undefined || /bearer|jwt/i.test(`${description} ${at}`)) {
      const auth = { type: 'bearer', token: reference('token'), ...(word === undefined ? {} : { prefix: word }) };
      return {
        auth: chip<JsonObject>(auth, 'likely', { at, text: `${text}, with ${word ?? 'Bearer'} in front` }),
        rank: 2,
      };
    }
  }
  const location = place === 'query' || place === 'cookie' ? { location: place } : {};
  return {
    auth: chip<JsonObject>({ type: 'api_key', name, api_key: reference(keyWord(name)), ...location }, 'sure', {
      at,
      text,
    }),
    rank: 3,
  };
}

interface Oauth2Context extends Context {
  readonly scopes: readonly string[];
  readonly baseUrl: string;
  readonly name: string;
}

function oauth2(spec: SchemaObject, { at, scopes, reference, baseUrl, name }: Oauth2Context): Ranked | string {
  const flows = flowsOf(spec);
  const url = (flow: SchemaObject | undefined, key: string): string | undefined => {
    const text = textOf(flow?.[key]);
    if (text === undefined || text.trim() === '') return undefined;
    const whole = URL.canParse(text, `${baseUrl}/`) ? new URL(text, `${baseUrl}/`).href : text;
    return isHttpUrl(whole) ? whole : undefined;
  };
  const wanted = scopes.length === 0 ? {} : { scopes };
  const client = { client_id: reference('client_id'), client_secret: reference('client_secret') };
  const of = (auth: JsonObject, rank: number, text: string): Ranked => ({
    auth: chip(auth, 'sure', { at, text }),
    rank,
  });
  const credentials = url(flows.clientCredentials, 'tokenUrl');
  if (credentials !== undefined)
    return of(
      { type: 'oauth2_client_credentials', access_token_url: credentials, ...client, ...wanted },
      5,
      'OAuth 2, client credentials',
    );
  const page = url(flows.authorizationCode, 'authorizationUrl');
  const code = url(flows.authorizationCode, 'tokenUrl');
  if (page !== undefined && code !== undefined) {
    return of(
      { type: 'oauth2_authorization_code', authorization_url: page, access_token_url: code, ...client, ...wanted },
      6,
      'OAuth 2, allowed in the browser',
    );
  }
  const password = url(flows.password, 'tokenUrl');
  if (password !== undefined) {
    const person = { username: reference('username'), password: reference('password') };
    return of(
      { type: 'oauth2_password', access_token_url: password, ...client, ...person, ...wanted },
      7,
      'OAuth 2, password',
    );
  }
  if (Object.values(flows).every((flow) => flow === undefined))
    return `${name} names no flow of OAuth 2 that Dango knows`;
  const auth = { type: 'bearer', token: reference('token') };
  return {
    auth: chip<JsonObject>(auth, 'likely', { at, text: 'OAuth 2 in a browser only: a token that you have' }),
    rank: 8,
  };
}

type Flows = Readonly<
  Record<'clientCredentials' | 'authorizationCode' | 'password' | 'implicit', SchemaObject | undefined>
>;

function flowsOf(spec: SchemaObject): Flows {
  const flows = isPlainObject(spec['flows']) ? spec['flows'] : {};
  const old = textOf(spec['flow']);
  const flow = (name: string, oldName: string): SchemaObject | undefined => {
    const found = flows[name];
    return isPlainObject(found) ? found : old === oldName ? spec : undefined;
  };
  return {
    clientCredentials: flow('clientCredentials', 'application'),
    authorizationCode: flow('authorizationCode', 'accessCode'),
    password: flow('password', 'password'),
    implicit: flow('implicit', 'implicit'),
  };
}
