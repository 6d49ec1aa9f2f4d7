import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeOrdinal, rowId, rowIdPrefix, rowOrigin } from './row-id.ts';

test('ordinals sort as text in the order of the numbers', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (one, other) => {
      expect(encodeOrdinal(one) < encodeOrdinal(other)).toBe(one < other);
    }),
  );
});

test('an id tells the exchange and the position it came from, a child id too', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (exchange, position) => {
      const id = rowId(rowIdPrefix('1795342068.625326'), { exchange, position });
      expect(rowOrigin(id)).toEqual({ exchange, position });
      expect(rowOrigin(`${id}.3.0`)).toEqual({ exchange, position });
    }),
  );
});

test("dlt's ids have no origin", () => {
  expect(rowOrigin('TqospqZ08tTRkg')).toBeUndefined();
  expect(rowOrigin('z5jIxXIbUnmbKw')).toBeUndefined();
});
