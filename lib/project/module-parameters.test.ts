import { describe, expect, test } from 'vitest';
import { validateSources } from '../spec/validate-sources.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { resolveModuleParameters, type ModuleParameter } from './module-parameters.ts';
import { parseToml } from './parse-toml.ts';
import { requireSource } from './require-source.ts';

const apiKey: ModuleParameter = { name: 'apiKey', isSecret: true, hasDefault: false };
const baseUrl: ModuleParameter = { name: 'baseUrl', isSecret: false, hasDefault: true };

interface Given {
  readonly kwargs?: string;
  readonly toml?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

function resolve({ kwargs = '{}', toml = '', environment = {} }: Given, parameters = [apiKey, baseUrl]) {
  const text = `sources:
  - name: my_custom_api
    type: dlt_native
    dlt_native:
      source_module: custom_sources.my_api
      source_name: my_api_source
      function_kwargs: ${kwargs}
`;
  const { entries, issues } = validateSources(text, '.dango/sources.yml');
  const source = requireSource({ sources: entries, issues, blockingIssues: [] }, 'my_custom_api');
  return resolveModuleParameters(source, parameters, { environment, dotEnv: {}, secrets: parseToml(toml, 'x') });
}

describe('resolveModuleParameters', () => {
  test("the tutorial's secret is found in the section of the source function", () => {
    expect(resolve({ toml: '[sources.my_api_source]\napi_key = "your-api-key-here"\n' })).toEqual({
      values: { apiKey: 'your-api-key-here' },
      secretValues: ['your-api-key-here'],
      ownSecretValues: ['your-api-key-here'],
    });
  });

  test("secrets of other sources are masked, but are not the module's own", () => {
    const toml =
      'shared = "for-everyone"\n[sources.my_api_source]\napi_key = "mine"\n[sources.other]\nkey = "theirs"\n';
    const { secretValues, ownSecretValues } = resolve({ toml });
    expect(secretValues).toEqual(['for-everyone', 'theirs', 'mine']);
    expect(ownSecretValues).toEqual(['mine']);
  });

  test('function_kwargs come first, in either spelling, filled in', () => {
    const toml = '[sources.my_api_source]\napi_key = "from-toml"\nbase_url = "https://toml.test"\n';
    const environment = { KEY: 'from-env' };
    expect(resolve({ kwargs: '{api_key: "${KEY}", baseUrl: "https://x.test"}', toml, environment }).values).toEqual({
      apiKey: 'from-env',
      baseUrl: 'https://x.test',
    });
  });

  test('plain parameters are read from the sections too, with their type', () => {
    const toml = 'base_url = ["a", 2]\n[sources.my_custom_api]\napi_key = "abcd"\n';
    expect(resolve({ toml }).values).toEqual({ apiKey: 'abcd', baseUrl: ['a', 2] });
  });

  test("dlt's variables count for every parameter, bare ones for secrets only", () => {
    const environment = { API_KEY: 'bare', BASE_URL: '/', SOURCES__MY_API_SOURCE__BASE_URL: 'https://e.test' };
    expect(resolve({ environment }).values).toEqual({ apiKey: 'bare', baseUrl: 'https://e.test' });
    expect(resolve({ environment: { API_KEY: 'bare', BASE_URL: '/' } }).values).toEqual({ apiKey: 'bare' });
  });

  test('a secret from any place is masked', () => {
    expect(resolve({ environment: { API_KEY: 'from-env' } }).secretValues).toEqual(['from-env']);
    expect(resolve({ kwargs: '{api_key: written-down}' }).secretValues).toEqual(['written-down']);
  });

  test('a required parameter without value names every place', () => {
    expect(() => resolve({})).toThrow(
      expect.objectContaining({
        code: 'secret-missing',
        at: { file: '.dango/sources.yml', line: 7, column: 24 },
        message: [
          '"api_key" has no value, which parameter apiKey of source "my_custom_api" (.dango/sources.yml:7:24) needs. ',
          'Looked in: environment variable SOURCES__MY_CUSTOM_API__API_KEY; ',
          'environment variable SOURCES__MY_API_SOURCE__API_KEY; environment variable api_key; ',
          'environment variable API_KEY; .env SOURCES__MY_CUSTOM_API__API_KEY; ',
          '.env SOURCES__MY_API_SOURCE__API_KEY; .env api_key; .env API_KEY; ',
          '.dlt/secrets.toml [sources.my_custom_api] api_key; .dlt/secrets.toml [sources.my_api_source] api_key; ',
          '.dlt/secrets.toml api_key (top level)',
        ].join(''),
      }),
    );
  });

  test('an unknown key is told at its place with what was meant', () => {
    expect(() => resolve({ kwargs: '{api_ky: x}' })).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        message: 'sources[my_custom_api].dlt_native.function_kwargs.api_ky: the source has no parameter "api_ky"',
        hint: 'Did you mean "api_key"?',
        at: { file: '.dango/sources.yml', line: 7, column: 25 },
      }),
    );
  });

  test('a parameter is not given twice', () => {
    expect(() => resolve({ kwargs: '{api_key: x, apiKey: y}' })).toThrow('gets "apiKey" twice');
  });
});

test.each([
  ['apiKey', 'api_key'],
  ['baseURL', 'base_url'],
  ['URLPath', 'url_path'],
  ['oauth2Token', 'oauth2_token'],
  ['plain', 'plain'],
])('%s is called %s outside', (name, snake) => {
  expect(toSnakeCase(name)).toBe(snake);
});
