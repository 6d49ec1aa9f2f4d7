import { describe, expect, test } from 'vitest';
import { toRestSource } from '../to-rest-source.ts';
import { validateSources } from '../validate-sources.ts';

function read(block: object, more: object = {}) {
  const text = JSON.stringify({ version: '1.0', sources: [{ name: 'a', type: 'rest_api', ...more, rest_api: block }] });
  const { entries, issues } = validateSources(text, 's.yml');
  const spec = entries[0]?.spec;
  return {
    issues: issues.map(({ keyPath, message }) => `${keyPath}: ${message}`),
    block: spec?.type === 'rest_api' ? spec.rest_api : undefined,
    source: spec?.type === 'rest_api' ? toRestSource(spec) : undefined,
  };
}

const base_url = 'https://api.example.com';

describe('a source of the Python product', () => {
  test('endpoints of its wizard merge on id, and are named by their path', () => {
    const endpoints = [
      { path: '/v1/users/', params: { active: true }, data_selector: 'data' },
      { path: '/logs', name: 'events', write_disposition: 'append', primary_key: ['a', 'b'] },
    ];
    const { issues, source } = read({ base_url, endpoints }, { lookback_days: 7, enabled: false, tags: [] });
    expect(issues).toEqual([]);
    expect(source).toMatchObject({ baseUrl: base_url, auth: undefined });
    expect(source?.resources).toMatchObject([
      {
        name: 'v1_users',
        path: '/v1/users/',
        params: { active: true },
        dataSelector: 'data',
        writeDisposition: 'merge',
        primaryKey: ['id'],
      },
      { name: 'events', path: '/logs', writeDisposition: 'append', primaryKey: ['a', 'b'] },
    ]);
  });

  test('endpoints in dlt’s form are read as there, and merge on id as well', () => {
    const endpoint = {
      path: 'users',
      method: 'POST',
      json: { a: '{{b}}' },
      paginator: { type: 'page_number', base_page: 1, maximum_page: 3, total_path: null },
    };
    const { issues, source } = read({ base_url, endpoints: [{ name: 'users', endpoint, selected: false }] });
    expect(issues).toEqual([]);
    expect(source?.resources).toMatchObject([
      {
        name: 'users',
        path: 'users',
        method: 'POST',
        json: { a: '{b}' },
        selected: false,
        writeDisposition: 'merge',
        primaryKey: ['id'],
        pagination: { type: 'page_number', start: 1, maxPage: 2 },
      },
    ]);
  });

  test.each<[object, object]>([
    [{ auth_token_env: 'TOKEN' }, { auth: { type: 'bearer', token: '${TOKEN}' } }],
    [{ auth_type: 'bearer' }, { auth: undefined }],
    [{ auth_type: 'none', auth_token_env: 'TOKEN' }, { auth: undefined }],
    [
      { auth_type: 'api_key', auth_token_env: 'KEY', api_key_name: 'X-Key', api_key_location: 'query' },
      { auth: { type: 'api_key', name: 'X-Key', api_key: '${KEY}', location: 'query' } },
    ],
    [
      { auth_type: 'basic', basic_username_env: 'U', basic_password_env: 'P' },
      { auth: { type: 'http_basic', username: '${U}', password: '${P}' } },
    ],
    [
      {
        auth_type: 'oauth2_client_credentials',
        access_token_url: 'https://a.b/t',
        client_id_env: 'I',
        client_secret_env: 'S',
      },
      {
        auth: {
          type: 'oauth2_client_credentials',
          access_token_url: 'https://a.b/t',
          client_id: '${I}',
          client_secret: '${S}',
        },
      },
    ],
    [
      { auth_type: 'custom_header', auth_header_name: 'X-Token', auth_token_env: 'T', headers: { A: '${B}' } },
      { auth: undefined, headers: { 'X-Token': '${T}', A: '${B}' } },
    ],
  ])('%j', (keys, expected) => {
    const { issues, block } = read({ base_url, endpoints: [{ path: '/a' }], ...keys });
    expect(issues).toEqual([]);
    expect({ auth: block?.auth, headers: block?.headers }).toEqual({ headers: undefined, ...expected });
  });

  test.each<[unknown, object]>([
    ['auto', { type: 'auto' }],
    ['none', { type: 'single_page' }],
    ['header_link', { type: 'header_link', rel: 'next' }],
    [
      { type: 'page_number', page_param: 'p' },
      { type: 'page_number', param: 'p', start: 0, totalPath: undefined },
    ],
    [
      { type: 'cursor', cursor_path: 'next' },
      { type: 'cursor', cursorPath: 'next', param: 'cursor' },
    ],
    [
      { type: 'offset', limit: 50 },
      { type: 'offset', limit: 50, param: 'offset', totalPath: undefined },
    ],
  ])('pages by %j', (paginator, pagination) => {
    const { source } = read({ base_url, endpoints: [{ path: '/a', paginator }] });
    expect(source?.resources[0]?.pagination).toMatchObject(pagination);
  });

  test('what it passes over is told', () => {
    expect(read({ base_url, endpoints: [{ path: '/a', method: 'POST' }], auth_type: 'magic' }).issues).toEqual([
      'sources[0].rest_api.endpoints[0].method: Unknown key "method"',
      expect.stringMatching(/^sources\[0\]\.rest_api\.auth_type: Expected one of "bearer"/),
    ]);
    const misspelt = [
      { path: '/a', paginator: { type: 'page_numer' } },
      { path: '/b', write_disposition: 'upsert' },
    ];
    expect(read({ base_url, endpoints: misspelt }).issues).toEqual([
      expect.stringMatching(/endpoints\[0\]\.paginator\.type: Expected one of .*"page_numer"/),
      expect.stringMatching(/endpoints\[1\]\.write_disposition: Expected one of .*"upsert"/),
    ]);
    const dltForm = { name: 'a', endpoint: { path: 'a', methd: 'POST' } };
    expect(read({ base_url, endpoints: [dltForm] }).issues).toEqual([
      'sources[0].rest_api.endpoints[0].endpoint.methd: Unknown key "methd"',
    ]);
  });
});
