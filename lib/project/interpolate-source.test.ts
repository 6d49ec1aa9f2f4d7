import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toErrorRecord } from '../errors/error-record.ts';
import { validateSources } from '../spec/validate-sources.ts';
import { interpolateSource } from './interpolate-source.ts';
import { listSecrets } from './list-secrets.ts';
import { parseToml } from './parse-toml.ts';
import { requireSource, type UsableSource } from './require-source.ts';
import { loadSecretStore, type SecretStore } from './secret-store.ts';

function sourceOf(text: string): UsableSource {
  const { entries, issues } = validateSources(text, '.dango/sources.yml');
  return requireSource({ sources: entries, issues, blockingIssues: [] }, entries[0]?.name ?? '');
}

const rest = (block: string) =>
  sourceOf(`sources:\n  - name: shop\n    type: rest_api\n    rest_api:\n${block.replaceAll(/^/gm, '      ')}\n`);

const withUrl = (url: string) => rest(`base_url: "${url}"\nresources: [{name: a}]`);

const withToken = (value: string) =>
  rest(`base_url: https://x.test\nheaders:\n  Authorization: "${value}"\nresources: [{name: a}]`);

const storeOf = ({
  environment = {},
  dotEnv = {},
  toml = '',
}: {
  environment?: Record<string, string>;
  dotEnv?: Record<string, string>;
  toml?: string;
}): SecretStore => ({ environment, dotEnv, secrets: parseToml(toml, '.dlt/secrets.toml') });

const authorizationOf = (source: UsableSource, store: SecretStore) => {
  const { spec } = interpolateSource(source, store);
  return spec.type === 'rest_api' ? spec.rest_api.headers?.['Authorization'] : undefined;
};

describe('where a value comes from', () => {
  const everything = {
    environment: { SOURCES__SHOP__TOKEN: 'e1', SOURCES__REST_API__TOKEN: 'e2', TOKEN: 'e3' },
    dotEnv: { SOURCES__SHOP__TOKEN: 'd1', TOKEN: 'd2' },
    toml: 'TOKEN = "t3"\n[sources.shop]\nTOKEN = "t1"\n[sources.rest_api]\nTOKEN = "t2"\n',
  };
  const source = withToken('${TOKEN}');

  test('the environment comes first, then .env, then secrets.toml; the nearest section first', () => {
    const seen: unknown[] = [];
    const { environment, dotEnv } = { environment: { ...everything.environment }, dotEnv: { ...everything.dotEnv } };
    let { toml } = everything;
    const look = () => seen.push(authorizationOf(source, storeOf({ environment, dotEnv, toml })));
    for (const key of Object.keys(environment)) {
      look();
      Reflect.deleteProperty(environment, key);
    }
    for (const key of Object.keys(dotEnv)) {
      look();
      Reflect.deleteProperty(dotEnv, key);
    }
    for (const value of ['t1', 't2', 't3']) {
      look();
      toml = toml.replace(`TOKEN = "${value}"`, '');
    }
    expect(seen).toEqual(['e1', 'e2', 'e3', 'd1', 'd2', 't1', 't2', 't3']);
  });

  test('a key of secrets.toml is found in another case, the exact one first', () => {
    expect(authorizationOf(source, storeOf({ toml: '[sources.shop]\ntoken = "low"\n' }))).toBe('low');
    expect(authorizationOf(source, storeOf({ toml: '[sources.shop]\ntoken = "low"\nTOKEN = "up"\n' }))).toBe('up');
  });

  test('an empty text is no value', () => {
    expect(authorizationOf(source, storeOf({ environment: { TOKEN: '' }, toml: 'TOKEN = "t"' }))).toBe('t');
    expect(authorizationOf(withToken('${TOKEN:-d}'), storeOf({ environment: { TOKEN: '' } }))).toBe('d');
  });

  test('numbers and booleans of secrets.toml become text', () => {
    expect(authorizationOf(withToken('${A} ${B}'), storeOf({ toml: 'A = 12345678901234567890\nB = true\n' }))).toBe(
      '12345678901234567890 true',
    );
  });

  test("a module's section is the name of its source function; [sources.rest_api] is not for it", () => {
    const module = sourceOf(
      'sources:\n  - name: hub\n    type: dlt_native\n    dlt_native: {source_module: a, source_name: hub_source, function_kwargs: {x: "${KEY}"}}\n',
    );
    const { spec } = interpolateSource(module, storeOf({ toml: '[sources.hub_source]\nkey = "k1"\n' }));
    expect(spec.type === 'dlt_native' && spec.dlt_native.function_kwargs).toEqual({ x: 'k1' });
    expect(() => interpolateSource(module, storeOf({ toml: '[sources.rest_api]\nKEY = "k1"\n' }))).toThrow(
      expect.objectContaining({ code: 'secret-missing' }),
    );
  });
});

describe('filling in', () => {
  test('several references, defaults and escapes in one text', () => {
    expect(authorizationOf(withToken('a ${A}-${B:-b} $${C}'), storeOf({ environment: { A: 'x' } }))).toBe('a x-b ${C}');
  });

  test('texts at any depth are filled in; keys and other values stay', () => {
    const source = rest(
      'base_url: https://x.test\nresources:\n  - {name: a, method: POST, json: {"${K}": ["${K}", 9007199254740993, null, {d: "${K}"}]}}',
    );
    const { spec } = interpolateSource(source, storeOf({ environment: { K: 'v' } }));
    expect(spec.type === 'rest_api' && spec.rest_api.resources[0]?.json).toEqual({
      '${K}': ['v', 9007199254740993n, null, { d: 'v' }],
    });
  });

  test('a base_url that is no address is told without its value', () => {
    const store = storeOf({ environment: { HOST: 'hidden-value' } });
    expect(() => interpolateSource(withUrl('${HOST}'), store)).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message:
          'sources[shop].rest_api.base_url (.dango/sources.yml:5:17) is no absolute http:// or https:// URL once its values are filled in',
      }),
    );
    expect(() => interpolateSource(withUrl('https://${HOST}/v1'), store)).not.toThrow();
  });
});

describe('a missing value', () => {
  test('names every place in order, and the place that needs it', () => {
    expect(() => interpolateSource(withToken('Bearer ${TOKEN}'), storeOf({}))).toThrow(
      expect.objectContaining({
        code: 'secret-missing',
        at: { file: '.dango/sources.yml', line: 7, column: 24 },
        message: [
          '"TOKEN" has no value, which sources[shop].rest_api.headers.Authorization (.dango/sources.yml:7:24) needs. ',
          'Looked in: environment variable SOURCES__SHOP__TOKEN; environment variable SOURCES__REST_API__TOKEN; ',
          'environment variable TOKEN; .env SOURCES__SHOP__TOKEN; .env SOURCES__REST_API__TOKEN; .env TOKEN; ',
          '.dlt/secrets.toml [sources.shop] TOKEN; .dlt/secrets.toml [sources.rest_api] TOKEN; ',
          '.dlt/secrets.toml TOKEN (top level)',
        ].join(''),
        hint: 'Run "dango secrets set TOKEN", or write TOKEN = "…" under [sources.shop] of .dlt/secrets.toml.',
      }),
    );
  });

  test('all missing values are told at once, and none that is there is shown', () => {
    let thrown: unknown;
    try {
      interpolateSource(withToken('${A} ${B} ${C}'), storeOf({ environment: { B: 'hidden-value' } }));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ message: '2 values are missing: "A", "C"', details: [{}, {}] });
    expect(JSON.stringify(toErrorRecord(thrown))).not.toContain('hidden-value');
  });
});

describe('what is secret', () => {
  const secretsOf = (source: UsableSource, store: SecretStore) => interpolateSource(source, store).secretValues;
  const environment = { VALUE: 'value-of-it' };

  test.each([
    'auth: {type: bearer, token: "${VALUE}"}',
    'auth: {type: http_basic, username: "${VALUE}", password: x}',
    'headers: {Authorization: "Bearer ${VALUE}"}',
    'headers: {X-Api-Key: "${VALUE}"}',
    'headers: {Cookie: "a=${VALUE}"}',
    'resource_defaults: {params: {access_token: "${VALUE}"}}',
    'resource_defaults: {params: {key: "${VALUE}"}}',
    'resource_defaults: {method: POST, json: {auth: {user: "${VALUE}"}}}',
    'resource_defaults: {endpoint: "/x?api_key=${VALUE}"}',
  ])('a value sent in %s is', (line) => {
    const source = rest(`base_url: https://x.test\n${line}\nresources: [{name: a}]`);
    expect(secretsOf(source, storeOf({ environment }))).toEqual(['value-of-it']);
  });

  test.each([
    'headers: {X-Tenant: "${VALUE}"}',
    'resource_defaults: {params: {status: "${VALUE}"}}',
    'resource_defaults: {primary_key: "${VALUE}"}',
    'auth: {type: api_key, name: "${VALUE}", api_key: abc}',
  ])('a value from the environment in %s is not', (line) => {
    const source = rest(`base_url: https://x.test\n${line}\nresources: [{name: a}]`);
    expect(secretsOf(source, storeOf({ environment }))).toEqual([]);
  });

  test('a name of a variable, a user in an address and a token written into the file tell so too', () => {
    const named = withUrl('https://x.test/${MY_TOKEN}/');
    expect(secretsOf(named, storeOf({ environment: { MY_TOKEN: 'abcdef' } }))).toEqual(['abcdef']);
    const user = withUrl('https://${WHO}:${VALUE}@x.test/');
    expect(secretsOf(user, storeOf({ environment: { ...environment, WHO: 'somebody' } }))).toEqual([
      'value-of-it',
      'somebody',
    ]);
    const written = rest('base_url: https://x.test\nauth: {type: bearer, token: literal}\nresources: [{name: a}]');
    expect(secretsOf(written, storeOf({}))).toEqual(['literal']);
  });

  test('everything in secrets.toml is, the longest first, without values too short to mask', () => {
    const toml = 'a = "abc"\nb = "abcd"\nc = 123456\nd = true\n[x.y]\ne = ["in a list", {f = "deep down here"}]\n';
    expect(secretsOf(withUrl('https://x.test'), storeOf({ toml }))).toEqual([
      'deep down here',
      'in a list',
      '123456',
      'abcd',
    ]);
  });
});

describe('loadSecretStore', () => {
  const rootWith = (files: Readonly<Record<string, string>>) => {
    const root = mkdtempSync(join(tmpdir(), 'dango-secrets-'));
    mkdirSync(join(root, '.dlt'));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    return root;
  };

  test('reads .env and secrets.toml; missing files are empty', () => {
    expect(loadSecretStore(rootWith({}), { A: '1' })).toEqual({ environment: { A: '1' }, dotEnv: {}, secrets: {} });
    const root = rootWith({ '.env': 'export A="x y"\n# c\nB=2\n', '.dlt/secrets.toml': '[sources.shop]\nk = 1\n' });
    expect(loadSecretStore(root, {})).toMatchObject({
      dotEnv: { A: 'x y', B: '2' },
      secrets: { sources: { shop: { k: 1 } } },
    });
  });

  test('broken TOML is told with its place and without its text', () => {
    const root = rootWith({ '.dlt/secrets.toml': 'a = 1\ntoken = "hidden-value\n' });
    let thrown: unknown;
    try {
      loadSecretStore(root, {});
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'config-invalid', at: { file: '.dlt/secrets.toml', line: 2 } });
    expect(JSON.stringify(toErrorRecord(thrown))).not.toContain('hidden');
  });
});

test('listSecrets tells names, places and what is missing, and no value', () => {
  const source = rest(
    'base_url: "${HOST:-https://x.test}"\nheaders: {Authorization: "${TOKEN}", X-Key: "${KEY} ${TOKEN}"}\nresources: [{name: a}]',
  );
  const store = storeOf({ toml: 'TOKEN = "hidden-value"\n[sources.my_module]\napi_key = "hidden-too"\n' });
  const listed = listSecrets({ sources: [source] }, store);
  expect(
    listed.map(({ name, source, status, origin, usedAt }) => [name, source, status, origin, usedAt.length]),
  ).toEqual([
    ['HOST', 'shop', 'default', undefined, 1],
    ['TOKEN', 'shop', 'set', '.dlt/secrets.toml TOKEN (top level)', 2],
    ['KEY', 'shop', 'missing', undefined, 1],
    ['api_key', undefined, 'set', '.dlt/secrets.toml [sources.my_module] api_key', 0],
  ]);
  expect(JSON.stringify(listed)).not.toContain('hidden');
});

describe('what is written into an auth block', () => {
  const secretsOf = (auth: string, store: Parameters<typeof storeOf>[0] = {}, block = '') =>
    interpolateSource(rest(`base_url: https://x.test\nauth: ${auth}\nresources: [{name: a${block}}]`), storeOf(store))
      .secretValues;

  test('is a secret where it is one, and no word of everyday', () => {
    const client = 'access_token_url: https://x.test/token, client_id: public-client';
    const data = '{scope: read, grant: account_credentials, api_token: told-in-file}';
    const auth = `{type: oauth2_client_credentials, ${client}, client_secret: written-secret, access_token_request_data: ${data}}`;
    expect(secretsOf(auth)).toEqual(['written-secret', 'told-in-file']);
    const login = '{type: login, url: /login, token_path: data.token, json: {mode: password, password: hunter2}}';
    expect(secretsOf(login)).toEqual(['hunter2']);
  });

  test('counts at a resource too', () => {
    const own = ', auth: {type: bearer, token: own-token}, params: {auth: no-secret}';
    expect(secretsOf('{type: bearer, token: token-of-all}', {}, own)).toEqual(['token-of-all', 'own-token']);
  });

  test('and every value that is filled in is one, whatever the field is called', () => {
    const login = '{type: login, url: /login, token_path: t, form: {u: "${WHO}", p: "${WHAT}"}}';
    expect(secretsOf(login, { environment: { WHO: 'filled-user', WHAT: 'filled-pass' } })).toEqual([
      'filled-user',
      'filled-pass',
    ]);
  });

  test('an address of a resource is checked once it is filled in', () => {
    const own = ', auth: {type: oauth2_password, access_token_url: "${URL}", client_id: a, username: u, password: p}';
    expect(() => secretsOf('{type: bearer, token: t}', { environment: { URL: 'nowhere' } }, own)).toThrow(
      'sources[shop].rest_api.resources[0].auth.access_token_url',
    );
  });
});
