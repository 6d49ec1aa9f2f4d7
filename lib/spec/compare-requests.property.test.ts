import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  blockEvaluationKeys,
  compareRequests,
  evaluationKeys,
  requestFingerprint,
  sourceEvaluationKeys,
} from './compare-requests.ts';
import { resourceDefaultsSpecSchema, resourceSpecSchema } from './resource-spec.ts';
import { dltNativeSourceSpecSchema, restApiSourceSpecSchema, type SourceSpec } from './source-spec.ts';

const keysOf = (schema: { readonly shape: z.ZodRawShape }): string[] => Object.keys(schema.shape);
const resourceKeys = keysOf(resourceSpecSchema).filter((key) => key !== 'name');

/** Two values that are not written alike. A key may get any: what it means is not looked at. */
const twoValues = fc
  .tuple(fc.jsonValue(), fc.jsonValue())
  .filter(([one, other]) => JSON.stringify(one) !== JSON.stringify(other));

/** Keys of the schema, and keys that it may get one day. */
const keyOf = (known: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(...known),
    // What every object has (`constructor`, `__proto__`) a checked source never has as a key.
    fc.stringMatching(/^[a-z_]{3,12}$/).filter((key) => !reserved.has(key) && !(key in {})),
  );
const reserved = new Set([
  'name',
  'type',
  'endpoint',
  'path',
  'rest_api',
  'dlt_native',
  'resources',
  'resource_defaults',
]);

const source = (resource: object, { top = {}, block = {}, defaults = {} } = {}): SourceSpec => ({
  name: 'shop',
  type: 'rest_api',
  ...top,
  rest_api: {
    base_url: 'https://api.example.com',
    ...block,
    resource_defaults: defaults,
    resources: [{ name: 'items', endpoint: '/items', ...resource }, { name: 'others' }],
  },
});

/** What comparing tells, both ways. */
function compare(one: SourceSpec, other: SourceSpec) {
  const there = compareRequests(one, other);
  expect(compareRequests(other, one).isSame).toBe(there.isSame);
  expect(requestFingerprint(one) === requestFingerprint(other)).toBe(there.isSame);
  expect(compareRequests(one, one)).toEqual({ isSame: true, changed: [] });
  return there;
}

describe('a change of a key touches requests unless it is known to say only what becomes of responses', () => {
  test('at a resource', () => {
    fc.assert(
      fc.property(keyOf(resourceKeys.filter((key) => key !== 'endpoint')), twoValues, (key, [one, other]) => {
        const changed = evaluationKeys.has(key) ? [] : [['rest_api', 'resources', 0, key]];
        const found = compare(source({ [key]: one }), source({ [key]: other }));
        expect(found).toEqual({ isSame: changed.length === 0, changed });
      }),
    );
  });

  test('inside of endpoint, and in the defaults', () => {
    const inside = (key: string, value: unknown): SourceSpec => source({ endpoint: { path: '/items', [key]: value } });
    const below = (key: string, value: unknown): SourceSpec => source({}, { defaults: { [key]: value } });
    const merged = new Set(['params', 'json', 'headers']);
    const known = resourceKeys.filter((key) => key !== 'endpoint' && !merged.has(key));
    fc.assert(
      fc.property(keyOf(known), twoValues, (key, [one, other]) => {
        const isSame = evaluationKeys.has(key);
        expect(compare(inside(key, one), inside(key, other))).toEqual({
          isSame,
          changed: isSame ? [] : [['rest_api', 'resources', 0, 'endpoint', key]],
        });
        // One place, though both resources take it from there.
        expect(compare(below(key, one), below(key, other))).toEqual({
          isSame,
          changed: isSame ? [] : [['rest_api', 'resource_defaults', key]],
        });
      }),
    );
  });

  test('at the source and in its block', () => {
    const topKeys = keysOf(restApiSourceSpecSchema).filter((key) => !reserved.has(key));
    const blockKeys = keysOf(restApiSourceSpecSchema.shape.rest_api).filter((key) => !reserved.has(key));
    fc.assert(
      fc.property(keyOf(topKeys), keyOf(blockKeys), twoValues, (top, block, [one, other]) => {
        const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
        fc.pre(!isObject(one) && !isObject(other));
        expect(compare(source({}, { top: { [top]: one } }), source({}, { top: { [top]: other } }))).toEqual(
          sourceEvaluationKeys.has(top) ? { isSame: true, changed: [] } : { isSame: false, changed: [[top]] },
        );
        expect(compare(source({}, { block: { [block]: one } }), source({}, { block: { [block]: other } }))).toEqual(
          blockEvaluationKeys.has(block)
            ? { isSame: true, changed: [] }
            : { isSame: false, changed: [['rest_api', block]] },
        );
      }),
    );
  });

  test('every key that is let through is one of the schema', () => {
    const all = new Set([...resourceKeys, ...keysOf(resourceDefaultsSpecSchema)]);
    expect([...evaluationKeys].filter((key) => !all.has(key))).toEqual([]);
    expect([...sourceEvaluationKeys].filter((key) => !(key in restApiSourceSpecSchema.shape))).toEqual([]);
    const blocks = {
      ...restApiSourceSpecSchema.shape.rest_api.shape,
      ...dltNativeSourceSpecSchema.shape.dlt_native.shape,
    };
    expect([...blockEvaluationKeys].filter((key) => !(key in blocks))).toEqual([]);
  });
});

test('the same request in another place, and resources in another order, are the same', () => {
  const params = { page: 1 };
  expect(compare(source({ params }), source({ endpoint: { path: '/items', params } })).isSame).toBe(true);
  expect(compare(source({ params }), source({ params: {} }, { defaults: { params } })).isSame).toBe(false);
  const { rest_api: block } = source({}) as { rest_api: { resources: readonly object[] } };
  const turned = { ...source({}), rest_api: { ...block, resources: block.resources.toReversed() } } as SourceSpec;
  expect(compare(source({}), turned).isSame).toBe(true);
  // Parameters are sent in their order.
  expect(compare(source({ params: { a: 1, b: 2 } }), source({ params: { b: 2, a: 1 } })).isSame).toBe(false);
});

test('one resource is compared with those above it', () => {
  const of = (endpoint: string, others: string): SourceSpec =>
    ({
      ...source({}),
      rest_api: {
        base_url: 'https://api.example.com',
        resources: [
          { name: 'items', endpoint },
          { name: 'details', endpoint: '/items/{resources.items.id}' },
          { name: 'others', endpoint: others },
        ],
      },
    }) as SourceSpec;
  const before = of('/items', '/others');
  const compareOne = (after: SourceSpec, resource: string) => compareRequests(before, after, { resource }).isSame;
  expect(compareOne(of('/items', '/changed'), 'details')).toBe(true);
  expect(compareOne(of('/items', '/changed'), 'others')).toBe(false);
  expect(compareOne(of('/changed', '/others'), 'details')).toBe(false);
  expect(compareOne(of('/changed', '/others'), 'others')).toBe(true);
});

test('a resource that comes, goes or is renamed is another request', () => {
  const { rest_api: block } = source({}) as { rest_api: { resources: readonly object[] } };
  const less = { ...source({}), rest_api: { ...block, resources: block.resources.slice(0, 1) } } as SourceSpec;
  expect(compare(source({}), less)).toEqual({ isSame: false, changed: [['rest_api', 'resources', 1, 'name']] });
  expect(compare(source({}), source({ name: 'things' })).isSame).toBe(false);
});

test('of a module its arguments count, and where its rows go does not', () => {
  const module = (more: object): SourceSpec => ({
    name: 'shop',
    type: 'dlt_native',
    dlt_native: { source_module: 'custom_sources.shop', ...more },
  });
  expect(compare(module({}), module({ dataset_name: 'other' })).isSame).toBe(true);
  expect(compare(module({}), module({ function_kwargs: { days: 3 } }))).toEqual({
    isSame: false,
    changed: [['dlt_native', 'function_kwargs']],
  });
});
