import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCommonTimestamp, isTimestampText } from './timestamp-text.ts';

/** Obtained by running dlt 1.26. */
test.each([
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00Z',
  '2024-01-01 00:00:00',
  '2024-01-01T00:00:00+02:00',
  '2024-01-01T00:00:00+02',
  '2024-01-01T00:00:00-0800',
  '2024-01-01T00:00:00.123456Z',
  '2024-01-01T00:00:00.123456789Z',
  '2024-01-01T00:00',
  '2024-01-01T10',
  '20240101T101010',
  '2024-02-29T00:00:00Z',
])('%s is an instant', (text) => expect(isTimestampText(text)).toBe(true));

test.each([
  '2024-01-01',
  '20240101',
  '2024-W01-1',
  '12:30:00',
  '1700000000',
  '2024/01/15 00:00:00',
  '2024-01-01T00:00:00 Z',
  '2024-01-01T24:00:00',
  '2024-13-01T00:00:00',
  '2023-02-29T00:00:00',
  '2024-04-31T00:00:00Z',
  '2024-01-01t00:00:00z',
  '2024-01-01 00:00:00 UTC',
  ' 2024-01-01T00:00:00',
  '20240101000000',
  '2024-01-01T00:00:60',
])('%s is text', (text) => expect(isTimestampText(text)).toBe(false));

function isCommon(text: string): boolean {
  const bytes = Buffer.from(`"${text}"`);
  return isCommonTimestamp(bytes, 1, bytes.length - 1);
}

test.each([
  '2024-01-01T00:00:00Z',
  '2024-12-28T23:59:59.123456Z',
  '2024-01-01T00:00:00+02:00',
  '2024-01-01T00:00:00.1-08:00',
])('%s is told from its bytes', (text) => expect(isCommon(text)).toBe(true));

test('what is told from the bytes to be an instant is one', () => {
  const twoDigits = fc
    .oneof(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 99 }))
    .map((number) => String(number).padStart(2, '0'));
  const text = fc
    .tuple(
      fc.constantFrom('2024', '1900', '0000', '0099', '9999'),
      twoDigits,
      twoDigits,
      fc.constantFrom('T', ' ', 't'),
      twoDigits,
      twoDigits,
      twoDigits,
      fc.constantFrom('', '.', '.5', '.123456', ',5'),
      fc.constantFrom('', 'Z', 'z', '+02:00', '-0800', '+99:99', '+2:00', 'Z '),
    )
    .map(
      ([year, month, day, separator, hour, minute, second, fraction, zone]) =>
        `${year}-${month}-${day}${separator}${hour}:${minute}:${second}${fraction}${zone}`,
    );
  let common = 0;
  fc.assert(
    fc.property(text, (one) => {
      if (!isCommon(one)) return;
      common += 1;
      expect(isTimestampText(one)).toBe(true);
    }),
    { numRuns: 20_000 },
  );
  expect(common).toBeGreaterThan(20);
});
