import { expect, test } from 'vitest';

import { fittingWidth } from './column-width.ts';

test('a column is as wide as its longest text, within limits', () => {
  expect(fittingWidth({ name: 'id', type: 'BIGINT' }, ['1', '22'])).toBe(84);
  const short = fittingWidth({ name: 'name', type: 'VARCHAR' }, ['Ada Lovelace']);
  const long = fittingWidth({ name: 'name', type: 'VARCHAR' }, ['Ada Lovelace', 'Augusta Ada King']);
  expect(long).toBeGreaterThan(short);
  expect(fittingWidth({ name: 'a_very_long_name_of_a_column', type: 'VARCHAR' }, [null])).toBeGreaterThan(long);
  expect(fittingWidth({ name: 'text', type: 'VARCHAR' }, ['x'.repeat(5_000)])).toBe(340);
});
