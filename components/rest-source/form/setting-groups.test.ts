import { expect, test } from 'vitest';

import { schemaFields, type SchemaField } from '#lib/spec/schema-fields.ts';
import { commonKeys, groupSettings } from './setting-groups.ts';

const fields = schemaFields('sources/*/type=rest_api/rest_api/resources/*');

test('every setting of a table is in one group, and none is named that the schema does not have', () => {
  const groups = groupSettings(fields);
  const keys = groups.flatMap((group) => group.fields.map(({ key }) => key));
  expect(keys.toSorted()).toEqual(fields.map(({ key }) => key).toSorted());
  for (const { common, rare } of groups) expect(keys).toEqual(expect.arrayContaining([...common, ...rare]));
});

test('a key that is new in the schema shows up by itself', () => {
  const fresh: SchemaField = { key: 'brand_new', type: 'text', isRequired: false, description: 'New.' };
  const last = groupSettings([...fields, fresh]).at(-1);
  expect(last).toMatchObject({ title: 'More settings', common: expect.arrayContaining(['brand_new']) });
  expect(last?.fields).toContain(fresh);
});

test('of a type come the usual keys and those that are needed, of a short one all', () => {
  const paging = fields.find(({ key }) => key === 'pagination')?.variants ?? [];
  const of = (type: string) => commonKeys(type, paging.find((variant) => variant.type === type)?.fields ?? []);
  expect(of('page_number')).toEqual(['param', 'start', 'limit', 'limit_param']);
  expect(of('cursor')).toEqual(['cursor_path', 'param', 'cursor_from']);
  expect(of('header_link')).toEqual(['rel', 'stop_when']);
  expect(commonKeys('brand_new', [{ key: 'a', type: 'text', isRequired: true, description: '' }, ...fields])).toEqual([
    'a',
    'name',
  ]);
});
