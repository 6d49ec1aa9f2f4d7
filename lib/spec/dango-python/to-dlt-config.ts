import type { JsonValue } from '../json-value.ts';
import type { KeyPath } from '../key-path.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { PythonConfig, PythonPaginator, WizardEndpoint } from './python-config-spec.ts';

type AuthType = NonNullable<PythonConfig['auth_type']>;

/** What the Python product gives to dlt for a `rest_api` block: a dlt configuration, each part with its place. */
export function toDltConfig(config: PythonConfig): TracedValue {
  const { headers, auth } = toAuth(config);
  const own = Object.entries(config.headers ?? {}).map(
    ([name, value]) => [name, { from: ['headers', name], value }] as const,
  );
  return tracedMapping([], {
    client: tracedMapping([], {
      base_url: { from: ['base_url'], value: config.base_url },
      headers: tracedMapping(['headers'], { ...Object.fromEntries(own), ...headers }),
      auth,
    }),
    resources: {
      from: ['endpoints'],
      items: config.endpoints.map((endpoint, index) => toResource(endpoint, ['endpoints', index])),
    },
  });
}

interface PythonAuth {
  readonly headers?: Readonly<Record<string, TracedValue>>;
  readonly auth?: TracedValue;
}

/** Secrets are named by the variables that hold them. A block that names none sends nothing. */
function toAuth(config: PythonConfig): PythonAuth {
  const type: AuthType = config.auth_type ?? 'bearer';
  const typed = (fields: Record<string, TracedValue | undefined>): PythonAuth => ({
    auth: tracedMapping(['auth_type'], {
      type: { from: ['auth_type'], value: type === 'basic' ? 'http_basic' : type },
      ...fields,
    }),
  });
  const secret = (key: keyof PythonConfig): TracedValue | undefined => {
    const name = config[key];
    return typeof name === 'string' ? { from: [key], value: `\${${name}}` } : undefined;
  };
  const plain = (key: keyof PythonConfig): TracedValue | undefined => {
    const value = config[key];
    return typeof value === 'string' ? { from: [key], value } : undefined;
  };
  const token = secret('auth_token_env');
  switch (type) {
    case 'none':
      return {};
    case 'bearer':
      return token === undefined ? {} : typed({ token });
    case 'api_key':
      return typed({ name: plain('api_key_name'), api_key: token, location: plain('api_key_location') });
    case 'basic':
      return typed({ username: secret('basic_username_env'), password: secret('basic_password_env') });
    case 'oauth2_client_credentials':
      return typed({
        access_token_url: plain('access_token_url'),
        client_id: secret('client_id_env'),
        client_secret: secret('client_secret_env'),
      });
    case 'custom_header': {
      const name = config.auth_header_name ?? 'Authorization';
      return token === undefined ? {} : { headers: { [name]: token } };
    }
  }
}

type PythonEndpoint = PythonConfig['endpoints'][number];

function toResource(endpoint: PythonEndpoint, from: KeyPath): TracedValue {
  const copied = Object.entries(endpoint)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, { from: [...from, key], value: value as JsonValue }] as const);
  if (!isWizardEndpoint(endpoint)) {
    return tracedMapping(from, {
      write_disposition: { from, value: 'merge' },
      primary_key: { from, value: 'id' },
      ...Object.fromEntries(copied),
    });
  }
  const { path, name, paginator, write_disposition, primary_key } = endpoint;
  const at = (key: keyof WizardEndpoint, value: JsonValue | null | undefined): TracedValue | undefined =>
    value === undefined || value === null ? undefined : { from: [...from, key], value };
  return tracedMapping(from, {
    name: at(name ? 'name' : 'path', name ?? path.replaceAll(/^\/+|\/+$/g, '').replaceAll('/', '_')),
    endpoint: tracedMapping(from, {
      path: at('path', path),
      params: at('params', endpoint.params),
      data_selector: at('data_selector', endpoint.data_selector),
      paginator: toPaginator(paginator ?? undefined, [...from, 'paginator']),
    }),
    write_disposition: at('write_disposition', write_disposition ?? 'merge'),
    primary_key: at('primary_key', primary_key ?? 'id'),
  });
}

function isWizardEndpoint(endpoint: PythonEndpoint): endpoint is WizardEndpoint {
  return !Object.hasOwn(endpoint, 'endpoint');
}

/** There every list by pages or offsets needs a `total` in the response; here an empty page ends it as well. */
function toPaginator(given: PythonPaginator | undefined, from: KeyPath): TracedValue | undefined {
  if (given === undefined) return undefined;
  const { type, ...keys } = typeof given === 'string' ? { type: given } : given;
  const { page_param, cursor_path, limit } = keys as Exclude<PythonPaginator, string>;
  const at = (key: string, value: JsonValue | null | undefined): TracedValue | undefined =>
    value === undefined || value === null ? undefined : { from: [...from, key], value };
  switch (type) {
    case 'auto':
      return undefined;
    case 'none':
      return { from, value: 'single_page' };
    case 'header_link':
      return { from, value: 'header_link' };
    case 'page_number':
      return tracedMapping(from, {
        type: { from, value: type },
        page_param: at('page_param', page_param),
        total_path: { from, value: null },
      });
    case 'cursor':
      return tracedMapping(from, { type: { from, value: type }, cursor_path: at('cursor_path', cursor_path) });
    case 'offset':
      return tracedMapping(from, {
        type: { from, value: type },
        limit: at('limit', limit ?? 100),
        total_path: { from, value: null },
      });
  }
}
