import { describe, expect, test } from 'vitest';
import { readImport, recognizeImport } from '../read-import.ts';
import type { FinishedSource } from '../proposal.ts';

function read(text: string, name?: string): readonly FinishedSource[] {
  const result = readImport(recognizeImport(text, 'the text'), { file: 'the text', name });
  if (result.type !== 'finished') throw new Error('This is a proposal.');
  return result.sources;
}

describe('a configuration of dlt', () => {
  test('out of Python, in Dango’s own spelling', () => {
    const [source] = read(`import dlt
from dlt.sources.rest_api import RESTAPIConfig

@dlt.source
def github_source(access_token=dlt.secrets.value):
    config: RESTAPIConfig = {
        "client": {
            "base_url": "https://api.github.com",  # the { of a comment
            "auth": {"type": "bearer", "token": dlt.secrets["sources.github.access_token"]},
        },
        'resource_defaults': {"primary_key": "id", "write_disposition": "merge"},
        "resources": [{"name": "issues", "endpoint": {"path": "repos/dlt-hub/dlt/issues", "params": None,}},],
    }
    yield from rest_api_resources(config)
`);
    expect(source?.yaml).toBe(`name: github
type: rest_api
rest_api:
  base_url: https://api.github.com
  resources:
    - name: issues
      endpoint: repos/dlt-hub/dlt/issues
      write_disposition: merge
      primary_key: id
  auth:
    type: bearer
    token: "\${access_token}"
`);
    expect(source?.secrets).toEqual([]);
  });

  test('a credential that is written in it is moved', () => {
    const [source] = read(
      '{"client": {"base_url": "https://api.shop.test", "auth": {"type": "api_key", "name": "X-Key", "api_key": "d-secret-1"}}, "resources": ["items"]}',
      'my_shop',
    );
    expect(source).toMatchObject({ name: 'my_shop', secrets: [{ name: 'MY_SHOP_API_KEY', value: 'd-secret-1' }] });
    expect(source?.yaml).not.toContain('d-secret-1');
  });

  test('a fault is told with its place', () => {
    expect(() => read('{"client": {"base_url": "https://a.test"}, "resources": [{"nam": "x"}]}')).toThrow(
      /What the text says makes no source: sources\[a\]\.rest_api\.resources\[0\]/,
    );
  });
});

test('a block of the Python product', () => {
  const [source] = read(
    'base_url: https://api.shop.test\nauth_type: bearer\nauth_token_env: SHOP_TOKEN\nendpoints:\n  - path: orders\n',
  );
  expect(source?.yaml).toContain('token: "${SHOP_TOKEN}"');
  expect(source?.yaml).toContain('name: orders');
});

test('every source of a sources.yml, without its credentials', () => {
  const sources = read(`version: 1
sources:
  - name: one
    type: rest_api
    rest_api: { base_url: "https://one.test", headers: { X-Api-Key: y-secret-1 }, resources: [{ name: a }] }
  - name: two
    type: dlt_native
    dlt_native: { source_module: custom_sources.two, function_kwargs: { api_key: y-secret-2 } }
`);
  expect(sources.map(({ name, secrets }) => [name, secrets])).toEqual([
    ['one', [{ name: 'ONE_API_KEY', value: 'y-secret-1' }]],
    ['two', [{ name: 'TWO_API_KEY', value: 'y-secret-2' }]],
  ]);
  expect(sources.map(({ yaml }) => yaml).join('')).not.toContain('y-secret');
});

test.each([
  ['', 'the text is empty'],
  ['<!DOCTYPE html><html></html>', 'the text is a page or XML'],
  ['{"a": 1}', 'the text holds data, and does not say where it comes from'],
  ['- 1', 'the text holds data, and does not say where it comes from'],
])('%j is not known', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
