import { describe, expect, test } from 'vitest';
import { convertInstant } from './convert-instant.ts';

const of = (value: string | number | bigint, form: string) => convertInstant(value, form);

describe('an instant in the form that an API asks for', () => {
  test.each([
    ['2024-01-31T10:20:30.5Z', 'unix_seconds', 1706696430],
    ['2024-01-31T10:20:30.5Z', 'unix_milliseconds', 1706696430500],
    ['2024-01-31T00:30:00+02:00', 'date', '2024-01-30'],
    ['2024-01-31', 'datetime', '2024-01-31T00:00:00Z'],
    ['20240131', 'date', '2024-01-31'],
    ['2024-01-31 10:20', 'unix_seconds', 1706696400],
    [1706696430, 'date', '2024-01-31'],
    [1706696430500, 'datetime', '2024-01-31T10:20:30Z'],
    [1706696430500n, 'unix_seconds', 1706696430],
    ['86400', 'date', '1970-01-02'],
    [-86400, 'date', '1969-12-31'],
    ['2024-03-01T09:08:07.006Z', '%d.%m.%y %H:%M:%S,%f %j %z %% %s', '01.03.24 09:08:07,006000 061 +0000 % 1709284087'],
  ])('%s as %s', (value, form, sent) => expect(of(value, form)).toBe(sent));

  test.each(['yesterday', '2024-02-30', '2024-13-01', ''])('"%s" is none', (value) => {
    expect(() => of(value, 'date')).toThrow(expect.objectContaining({ code: 'cursor-invalid' }));
  });

  test.each(['iso', '%Q'])('the form %s is unknown', (form) => {
    expect(() => of('2024-01-31', form)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});

test.each([
  ['2024-01-31T10:20:30.5Z', 'unix_seconds', 1706696431],
  ['2024-01-31T10:20:30Z', 'unix_seconds', 1706696430],
  ['2024-01-31T10:20:30.0001Z', 'unix_milliseconds', 1706696430001],
  ['2024-01-31T10:20:30.5Z', 'datetime', '2024-01-31T10:20:31Z'],
  ['2024-01-31T10:20:30Z', 'date', '2024-02-01'],
  ['2024-01-31', 'date', '2024-01-31'],
  ['2024-01-31T10:20:30Z', '%d.%m.%Y', '01.02.2024'],
  ['2024-01-31T10:20:30Z', '%Y-%m-%d %H', '2024-01-31 11'],
  ['2024-01-31T10:20:30Z', '%H:%M', '10:21'],
  ['2024-01-31T10:20:30Z', '%Y%m', '202402'],
  ['2024-02-01', '%Y%m', '202402'],
  ['2024-12-31', '%Y', '2025'],
  ['2024-01-01', '%y', '24'],
  [1706696430.5, 'unix_seconds', 1706696431],
])('an end is later where the form cannot say it: %s as %s', (value, form, sent) => {
  expect(convertInstant(value, form, true)).toBe(sent);
});
