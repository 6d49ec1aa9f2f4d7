import { expect, test } from 'vitest';

import { fieldHelp } from './field-help.ts';

const field = (description: string, defaultText?: string) =>
  fieldHelp({ key: 'x', type: 'text', isRequired: false, description, defaultText });

test('a short default stands in the empty field, a long one stays in the description', () => {
  expect(field('Parameter that carries the page number. Default: page.', 'page')).toEqual({
    description: 'Parameter that carries the page number.',
    placeholder: 'page',
  });
  const long = 'Time. Default: 900, or three times max_wait if that is more.';
  expect(field(long, '900, or three times max_wait if that is more').description).toBe(long);
  expect(field('Headers. Default: none.', 'none')).toEqual({ description: 'Headers.', placeholder: '' });
});

test('the unit is told apart', () => {
  expect(field('Longest single wait, in seconds; more ends it. Default: 300.', '300')).toMatchObject({
    unit: 'seconds',
    placeholder: '300',
  });
  expect(field('Words to group by.')).toEqual({ description: 'Words to group by.' });
});
