import { expect, test } from 'vitest';
import { compareSourceTexts } from './compare-source-texts.ts';

const text = (resource: string): string => `# Mine.
sources:
  - name: other
    type: rest_api
    rest_api: { base_url: "https://one.example", resources: [{ name: a }] }
  - name: shop
    type: rest_api
    rest_api:
      base_url: https://shop.example
      resources:
        - ${resource}
`;
const compare = (before: string, after: string) => compareSourceTexts(text(before), text(after), { source: 'shop' });

test('two texts are compared by what their source asks for', () => {
  const plain = '{ name: items, endpoint: /items }';
  expect(compare(plain, '{ name: items, endpoint: { path: /items }, primary_key: id } # a key')).toEqual({
    isSame: true,
    changed: [],
  });
  expect(compare(plain, '{ name: items, endpoint: /things, primary_key: id }')).toEqual({
    isSame: false,
    changed: [['rest_api', 'resources', 0, 'endpoint']],
  });
});

test("a source in dlt's words is compared by what it means", () => {
  const dlt = (more: string): string => `sources:
  - name: shop
    type: rest_api
    rest_api:
      client: { base_url: "https://shop.example" }
      resources: [{ name: items, endpoint: { path: items${more} } }]
`;
  const compareDlt = (before: string, after: string) => compareSourceTexts(dlt(before), dlt(after), { source: 'shop' });
  expect(compareDlt('', ', data_selector: data')?.isSame).toBe(true);
  expect(compareDlt('', ', params: { a: 1 }')?.isSame).toBe(false);
});

test('nothing is told of a source that cannot be used', () => {
  expect(compare('{ name: items }', '{ nam: items }')).toBeUndefined();
  expect(compare('{ name: items', '{ name: items }')).toBeUndefined();
  expect(compareSourceTexts(text('a'), text('a'), { source: 'absent' })).toBeUndefined();
});
