import { describe, expect, test } from 'vitest';
import type { RestIncremental, RestResource, RestSource } from '../rest-source.ts';
import type { RestApiSourceSpec } from '../source-spec.ts';
import { ejectSource } from './eject-source.ts';

type Keys<Model> = Readonly<Record<keyof Model, true>>;

// What the model has and a module says. A key that comes to the model has to come here too, once `write-….ts` says it:
// until then this does not compile, so that no module leaves it out in silence.
const ofSource: Keys<RestSource> = {
  baseUrl: true,
  headers: true,
  auth: true,
  rateLimit: true,
  concurrency: true,
  retry: true,
  resources: true,
};

const ofResource: Keys<RestResource> = {
  name: true,
  path: true,
  method: true,
  params: true,
  json: true,
  form: true,
  body: true,
  headers: true,
  auth: true,
  dataSelector: true,
  format: true,
  pagination: true,
  writeDisposition: true,
  merge: true,
  primaryKey: true,
  mergeKey: true,
  incremental: true,
  retry: true,
  responses: true,
  selected: true,
  tableName: true,
  columns: true,
  schemaContract: true,
  nullColumns: true,
  maxReplaceLoss: true,
  maxTableNesting: true,
  parent: true,
  crossWith: true,
  forEach: true,
  includeFromParent: true,
  steps: true,
  concurrency: true,
  onChildError: true,
};

const ofIncremental: Keys<RestIncremental> = {
  cursorPath: true,
  initialValue: true,
  startParam: true,
  endParam: true,
  convert: true,
  endValue: true,
  lag: true,
  rowOrder: true,
  onCursorValueMissing: true,
  rangeStart: true,
  rangeEnd: true,
  window: true,
  perParent: true,
};

test('every key of the model has a place in a module', () => {
  expect([ofSource, ofResource, ofIncremental].map((keys) => Object.keys(keys).length)).toEqual([7, 33, 13]);
});

function eject(restApi: Omit<RestApiSourceSpec['rest_api'], 'base_url'>, baseUrl = 'https://api.example.com'): string {
  const spec: RestApiSourceSpec = { name: 'shop', type: 'rest_api', rest_api: { base_url: baseUrl, ...restApi } };
  const at = { file: '.dango/sources.yml', line: 1, column: 1 };
  const source = { spec, locate: () => at, keyPath: () => 'sources[shop]' };
  const places = { isWritten: () => false, isReference: () => false };
  return ejectSource(source, 'shopSource', places).module;
}

describe('names', () => {
  test('free texts become variables of their own', () => {
    const names = ['client', 'a-b', 'a_b', '1st', 'ärger', '☃', 'class', 'resource', 'URL', 'CamelCase'];
    // Unlike, so that each has a variable.
    const module = eject({
      resources: names.map((name, index) => ({ name, endpoint: `/${index}`, max_table_nesting: index })),
    });
    const variables = [...module.matchAll(/^    const (\w+) = resource\(/gm)].map((match) => match[1]);
    expect(variables).toEqual([
      'clientList',
      'aB',
      'aBList',
      'list1st',
      'rger',
      'listList',
      'classList',
      'resourceList',
      'url',
      'camelCase',
    ]);
  });

  test('a variable of the environment is a parameter with a name that nothing else has', () => {
    const module = eject({
      headers: { A: '${RESOURCE}', B: '${BASE_URL}/x', C: '${client_id:-a}' },
      resources: [{ name: 'items' }],
    });
    expect(module).toContain(
      "params: {\n    baseUrl: 'https://api.example.com',\n    resourceValue: required(),\n    baseUrlValue: required(),\n    clientId: required(),\n  },",
    );
    expect(module).toContain('headers: { A: resourceValue, B: `${baseUrlValue}/x`, C: clientId }');
  });

  test.each([
    ['${SHOP_API}', 'params: { baseUrl: required() }', 'new RestClient({ baseUrl, readAhead: true })'],
    ['https://${SHOP}.example.com', 'params: { shop: required() }', 'const baseUrl = `https://${shop}.example.com`;'],
  ])('the address %s', (baseUrl, params, use) => {
    const module = eject({ resources: [{ name: 'items' }] }, baseUrl);
    expect(module).toContain(params);
    expect(module).toContain(use);
  });
});

test('what is alike is written once', () => {
  const module = eject({
    resource_defaults: { params: { limit: 50 }, primary_key: 'id', responses: [{ status: 404, action: 'ignore' }] },
    resources: [
      { name: 'customers' },
      { name: 'orders', params: { status: 'open' } },
      { name: 'refunds', steps: [{ remove: 'secret' }] },
      { name: 'lines', endpoint: '/orders/{resources.orders.id}/lines' },
    ],
  });
  expect(module).toContain(`    const responses: readonly ResponseRule[] = [{ status: 404, action: 'ignore' }];`);
  expect(module).toContain(`    const list = (name: string, params: QueryParams = {}) =>
      resource(name, { writeDisposition: 'merge', primaryKey: 'id' }, () =>
        client.paginate(name, { params: { limit: 50, ...params }, responses }),
      );

    const orders = list('orders', { status: 'open' });
`);
  expect(module).toContain(
    "    return [list('customers'), orders, list('refunds').addMap((refund) => removeFields(refund, 'secret')), lines];",
  );
});
