import { describe, expect, expectTypeOf, test } from 'vitest';
import { bindSource } from './bind-source.ts';
import { resource } from './define-resource.ts';
import { describeParams } from './describe-params.ts';
import { findSource, listSources } from './find-source.ts';
import { required, secret } from './params.ts';
import type { Resource } from './resource.ts';
import { isBoundSource, isSourceFactory, source, wholeOf, type ProducedResources } from './source-factory.ts';

const users = resource('users', {}, () => []);
const orders = resource('orders', {}, () => []);

describe('the parameters of a source', () => {
  test('are typed by what is declared', () => {
    const factory = source({
      params: { apiKey: secret(), accountId: required<number>(), baseUrl: 'https://x.test', size: 10, tags: ['a'] },
      resources(params) {
        expectTypeOf(params).toEqualTypeOf<{
          readonly apiKey: string;
          readonly accountId: number;
          readonly baseUrl: string;
          readonly size: number;
          readonly tags: readonly string[];
        }>();
        return users;
      },
    });
    expectTypeOf(factory).toBeCallableWith({ apiKey: 'k', size: 20 });
    expectTypeOf(factory).toBeCallableWith();
    // @ts-expect-error a parameter of another type
    factory({ size: 'many' });
    // @ts-expect-error a parameter that is not declared
    factory({ apikey: 'k' });
  });

  test('are described with their names in files', () => {
    const factory = source({
      params: { apiKey: secret(), accountId: required(), baseUrl: 'x' },
      resources: () => users,
    });
    expect(describeParams(factory)).toEqual([
      { name: 'apiKey', key: 'api_key', kind: 'secret' },
      { name: 'accountId', key: 'account_id', kind: 'required' },
      { name: 'baseUrl', key: 'base_url', kind: 'default', defaultValue: 'x' },
    ]);
  });

  test('are filled in by a call', () => {
    const factory = source({ params: { apiKey: secret() }, resources: () => users });
    const bound = factory({ apiKey: 'k' });
    expect(isSourceFactory(factory)).toBe(true);
    expect(isBoundSource(bound)).toBe(true);
    expect(bound).toMatchObject({ factory, values: { apiKey: 'k' } });
    expect(isSourceFactory(bound)).toBe(false);
    expect(isSourceFactory(() => users)).toBe(false);
  });
});

describe('bindSource', () => {
  async function valuesGiven(given: Record<string, unknown>): Promise<unknown> {
    let seen: unknown;
    const factory = source({
      params: { apiKey: secret(), size: 10, isTest: false },
      resources: (params) => {
        seen = params;
        return users;
      },
    });
    await bindSource(factory, given, 'shop');
    return seen;
  }

  test('takes values in either spelling and fills defaults in', async () => {
    expect(await valuesGiven({ api_key: 'k' })).toEqual({ apiKey: 'k', size: 10, isTest: false });
    expect(await valuesGiven({ apiKey: 'k', size: 5 })).toEqual({ apiKey: 'k', size: 5, isTest: false });
  });

  test('reads text as the type of the default', async () => {
    expect(await valuesGiven({ apiKey: 12345, size: '20', isTest: 'true' })).toEqual({
      apiKey: '12345',
      size: 20,
      isTest: true,
    });
  });

  test('refuses a value of another type, without showing a secret', async () => {
    await expect(valuesGiven({ apiKey: 'k', size: 'many' })).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'Parameter "size" of source "shop" must be a number, but it is "many".',
    });
    await expect(valuesGiven({ apiKey: ['hidden'] })).rejects.toThrow(
      'Parameter "api_key" of source "shop" must be text.',
    );
  });

  test('names a secret that is missing, and where it goes', async () => {
    await expect(valuesGiven({})).rejects.toMatchObject({
      code: 'secret-missing',
      hint: 'Add api_key = "…" under [sources.shop] in .dlt/secrets.toml.',
    });
  });

  test('refuses an unknown parameter with the one that was meant', async () => {
    await expect(valuesGiven({ apiKey: 'k', siez: 1 })).rejects.toMatchObject({
      code: 'config-invalid',
      hint: 'Did you mean "size"?',
    });
  });

  const produce = (resources: () => unknown) =>
    bindSource(source({ name: 'myShop', resources: resources as () => ProducedResources }), {});

  test('takes one resource, a list, a promise or a generator of them', async () => {
    const both = { name: 'my_shop', resources: [users, orders] };
    expect(await produce(() => users)).toEqual({ name: 'my_shop', resources: [users] });
    expect(await produce(() => [users, orders])).toEqual(both);
    expect(await produce(async () => [users, orders])).toEqual(both);
    expect(
      await produce(function* () {
        yield users;
        yield orders;
      }),
    ).toEqual(both);
    expect(
      await produce(async function* () {
        yield users;
        yield orders;
      }),
    ).toEqual(both);
  });

  test.each([[undefined], [[]], [[users, () => users]], [{ users }], ['users']])(
    'refuses resources that are %j',
    async (value) => {
      await expect(produce(() => value)).rejects.toMatchObject({ code: 'module-invalid' });
    },
  );

  test('refuses two resources of one name', async () => {
    await expect(produce(() => [users, users])).rejects.toThrow('two resources named "users"');
  });

  test('an error of the module stays its own', async () => {
    const error = new RangeError('boom');
    const fail = (): Resource => {
      throw error;
    };
    await expect(bindSource(source({ name: 'a', resources: fail }), {})).rejects.toBe(error);
  });

  test('a source without any name is refused', async () => {
    await expect(bindSource(source({ resources: () => users }), {})).rejects.toMatchObject({ code: 'module-invalid' });
  });
});

describe('findSource', () => {
  const myApiSource = source({ resources: () => users });
  const named = source({ name: 'shop', resources: () => users });

  test('finds the only source without being told its name', () => {
    expect(findSource({ helper: () => {}, myApiSource })).toEqual({
      name: 'my_api_source',
      exportName: 'myApiSource',
      factory: myApiSource,
    });
  });

  test.each(['my_api_source', 'myApiSource'])('finds an export as %s', (requested) => {
    expect(findSource({ myApiSource, named }, requested).factory).toBe(myApiSource);
  });

  test.each(['shop', 'named'])('finds a source by its own name or its export: %s', (requested) => {
    expect(findSource({ myApiSource, named }, requested)).toMatchObject({ name: 'shop', exportName: 'named' });
  });

  test('two exports of one source are one source', () => {
    expect(listSources({ myApiSource, default: myApiSource })).toHaveLength(1);
    expect(findSource({ myApiSource, alias: myApiSource }).name).toBe('my_api_source');
  });

  test('a default export needs a name of its own', () => {
    expect(findSource({ default: named }).name).toBe('shop');
    expect(() => findSource({ default: myApiSource })).toThrow(expect.objectContaining({ code: 'module-invalid' }));
  });

  test('several sources need a name', () => {
    expect(() => findSource({ myApiSource, named })).toThrow(
      expect.objectContaining({
        code: 'module-invalid',
        message: 'The module exports several sources: my_api_source, shop.',
      }),
    );
  });

  test('an unknown name is answered with the sources there are', () => {
    expect(() => findSource({ myApiSource, named }, 'my_api_sorce')).toThrow(
      expect.objectContaining({
        message: 'The module exports no source "my_api_sorce"; it exports my_api_source, shop.',
        hint: 'Did you mean "my_api_source"?',
      }),
    );
  });

  test('a module without a source is answered with what it exports', () => {
    expect(() => findSource({ users, load: () => [] })).toThrow(
      'The module exports no source; it exports users (a resource), load (function).',
    );
    expect(() => findSource({}, 'x')).toThrow('it exports nothing');
  });
});

describe('a part of a source', () => {
  const shop = source({ params: { key: secret() }, resources: () => [users, orders] });

  async function selected(factory: Parameters<typeof bindSource>[0]): Promise<unknown> {
    const { name, resources } = await bindSource(factory, { key: 'k' }, 'shop');
    return [name, ...resources.map((one) => [one.name, one.selected])];
  }

  test('loads the named resources; it is a source to export, and to call', async () => {
    const part = shop.withResources('orders');
    const expected = ['shop', ['users', false], ['orders', true]];
    expect(await selected(part)).toEqual(expected);
    expect(await selected(shop().withResources('orders').factory)).toEqual(expected);
    expect(shop({ key: 'k' }).withResources('orders').values).toEqual({ key: 'k' });
    expect(await selected(shop)).toEqual(['shop', ['users', undefined], ['orders', undefined]]);
    expect(wholeOf(part.withResources('users'))).toBe(shop);
    expect(findSource({ onlyOrders: part }).name).toBe('only_orders');
  });

  test('must name resources that are there', async () => {
    expect(() => shop.withResources()).toThrow(expect.objectContaining({ code: 'module-invalid' }));
    await expect(selected(shop.withResources('order'))).rejects.toMatchObject({
      code: 'module-invalid',
      message: 'withResources() names "order", which is no resource of source "shop".',
      hint: 'Did you mean "orders"?',
    });
  });
});
