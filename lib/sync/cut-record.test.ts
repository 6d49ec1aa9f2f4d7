import { expect, test } from 'vitest';
import { cutFrom, cutRecord } from './cut-record.ts';

const body = {
  total: 3,
  data: {
    items: [
      { id: 1, name: 'a', at: '2026-01-01T00:00:00Z', tags: ['x'] },
      { id: 2, name: 'a', at: '2026-01-01T00:00:00Z', owner: { 'First Name': 'Ann' }, tags: ['x', 'y'] },
      { id: 12345678901234567890n, name: null, score: 1.5, isOn: true },
    ],
  },
};
const text = JSON.stringify(body, (_key, value: unknown) =>
  typeof value === 'bigint' ? Number(value) : value,
).replace('12345678901234567000', '12345678901234567890');
const row = (cells: Readonly<Record<string, string | number | boolean | null>>) => new Map(Object.entries(cells));

test.each([
  ['by its values, not by its place', { id: '2', name: 'a', at: '2026-01-01 00:00:00+00' }, 0, 1],
  ['by a nested field under the name of its column', { owner__first_name: 'Ann' }, 0, 1],
  ['with long integers, fractions and booleans', { id: '12345678901234567890', score: 1.5, is_on: true }, 0, 2],
  ['by its place where several are alike', { name: 'a', at: '2026-01-01 00:00:00+00' }, 1, 1],
])('a record is found %s', (_title, cells, position, index) => {
  expect(cutRecord(text, row(cells), position)).toEqual(body.data.items[index]);
});

test('an element of a list of scalars is found in its record', () => {
  expect(cutFrom({ tags: ['x', 'y', 'y'] }, row({ value: 'y' }), 2)).toBe('y');
});

test('what looks like no row is not found: other values, no JSON', () => {
  expect(cutRecord(text, row({ id: '9', name: 'b' }), 0)).toBeUndefined();
  expect(cutRecord('id,name\n1,a', row({ id: '1' }), 0)).toBeUndefined();
});
