import { describe, expect, test } from 'vitest';
import { schemaFields, type SchemaField } from './schema-fields.ts';

const restApi = 'sources/*/type=rest_api/rest_api';
const field = (pointer: string, key: string) => schemaFields(pointer).find((one) => one.key === key);

describe('schemaFields', () => {
  test('required keys come first, each with its meaning and default', () => {
    const fields = schemaFields(restApi);
    expect(fields.slice(0, 2).map(({ key, isRequired }) => [key, isRequired])).toEqual([
      ['base_url', true],
      ['resources', true],
    ]);
    expect(field(restApi, 'concurrency')).toEqual({
      key: 'concurrency',
      type: 'integer',
      isRequired: false,
      description: 'Requests to one host at the same time, over all resources. Default: no limit.',
      defaultText: 'no limit',
      minimum: 1,
    });
    expect(
      field(restApi, 'rate_limit')?.variants?.map(({ type, field: one }) => [type, one?.exclusiveMinimum]),
    ).toEqual([
      ['number', 0],
      ['object', undefined],
    ]);
  });

  test('the variants of auth come with their own keys', () => {
    const auth = field(restApi, 'auth');
    expect(auth).toMatchObject({ type: 'union', discriminator: 'type', defaultText: 'nothing is sent' });
    // Without the marks of Markdown, which a form does not show.
    expect(auth?.variants?.[0]?.fields.find(({ key }) => key === 'token')?.description).toBe(
      'Sent as Authorization: Bearer <token>.',
    );
    expect(auth?.variants?.map(({ type }) => type)).toEqual([
      'bearer',
      'api_key',
      'http_basic',
      'oauth2_client_credentials',
      'oauth2_refresh_token',
      'oauth2_password',
      'oauth2_authorization_code',
      'login',
    ]);
    expect(auth?.variants?.[1]).toMatchObject({
      description: 'A key in a header, a query parameter, a cookie or the body.',
      fields: [
        { key: 'api_key', type: 'text', isRequired: true },
        { key: 'name', type: 'text', isRequired: false, defaultText: 'Authorization' },
        {
          key: 'location',
          type: 'enum',
          enumValues: ['header', 'query', 'param', 'cookie', 'body'],
          defaultText: 'header',
        },
        { key: 'prefix', type: 'text', isRequired: false, defaultText: 'none' },
      ],
    });
    expect(schemaFields(`${restApi}/auth/type=bearer`).map(({ key }) => key)).toEqual(['type', 'token', 'prefix']);
    const own = field(`${restApi}/resources/*`, 'auth');
    expect(own).toMatchObject({ type: 'union', discriminator: 'type', enumValues: ['none'] });
    expect(own?.variants?.map(({ type }) => type)).toContain('none');
  });

  test('a union of kinds names each kind', () => {
    const resource = `${restApi}/resources/*`;
    expect(field(resource, 'primary_key')?.variants?.map(({ type }) => type)).toEqual(['text', 'list']);
    expect(field(resource, 'endpoint')?.variants?.map(({ type }) => type)).toEqual(['text', 'object']);
    expect(field(resource, 'pagination')).toMatchObject({ type: 'union', discriminator: 'type' });
    expect(field(resource, 'pagination')?.enumValues).toContain('single_page');
    expect(field(resource, 'method')).toMatchObject({ type: 'enum', enumValues: ['GET', 'POST'] });
    expect(field(resource, 'params')).toMatchObject({ type: 'map', item: { type: 'any' } });
    expect(field(resource, 'incremental')).toMatchObject({ type: 'object' });
  });

  test('without a choice the keys of all variants come, and type names them all', () => {
    expect(field('sources/*', 'type')).toMatchObject({ type: 'enum', enumValues: ['rest_api', 'dlt_native'] });
    expect(schemaFields('sources/*').map(({ key }) => key)).toEqual(expect.arrayContaining(['rest_api', 'dlt_native']));
    expect(field('', 'version')).toMatchObject({ type: 'enum', enumValues: [1, '1', '1.0'] });
    expect(schemaFields('sources/*/nothing')).toEqual([]);
  });

  test('no field is left without a kind, at any depth', () => {
    const odd: string[] = [];
    const walk = (fields: readonly SchemaField[], path: string) => {
      for (const one of fields) {
        const own = `${path}/${one.key}`;
        const isFree = /\/(params|json|function_kwargs)\/?$/.test(own);
        if (one.type === 'any' && !isFree) odd.push(own);
        if (one.key !== '' && one.key !== 'type' && one.description === '' && one.type !== 'object') odd.push(own);
        walk([...(one.fields ?? []), ...(one.item ? [one.item] : [])], own);
        for (const variant of one.variants ?? []) walk(variant.fields, `${own}/${variant.type}`);
      }
    };
    walk(schemaFields(''), '');
    expect(odd).toEqual([]);
    expect(schemaFields(restApi)).toBe(schemaFields(restApi));
  });
});
