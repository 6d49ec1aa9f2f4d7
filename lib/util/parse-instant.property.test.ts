import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseInstant, writeInstant } from './parse-instant.ts';

const days = fc.date({ min: new Date('0001-01-01'), max: new Date('9998-12-31'), noInvalidDate: true });

test('an instant is written back as it was, in each form', () => {
  const zones = fc.constantFrom('', 'Z', '+02:00', '-0330', '+05');
  const forms = fc.constantFrom('T10', 'T10:20', 'T10:20:30', ' 10:20:30.5', 'T10:20:30.123');
  fc.assert(
    fc.property(days, forms, zones, (day, form, zone) => {
      const text = `${day.toISOString().slice(0, 10)}${form}${zone}`;
      const instant = parseInstant(text);
      expect(instant).toBeDefined();
      expect(instant && writeInstant(instant.epochMs, instant)).toBe(text);
    }),
  );
});

test.each(['2024-01', '2024-01-31', '20240131', '20240131T102030Z'])('%s is written back as it was', (text) => {
  const instant = parseInstant(text);
  expect(instant && writeInstant(instant.epochMs, instant)).toBe(text);
});

test('the instant is that of JavaScript', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(parseInstant(day.toISOString())?.epochMs).toBe(day.getTime());
    }),
  );
});

test.each(['', 'x', '2024', '2024-1-1', '2024-02-30', '2024-01-01T24:00', '2024-01-01T10:61', '12345'])(
  '"%s" is none',
  (text) => expect(parseInstant(text)).toBeUndefined(),
);
