import { describe, expect, test } from 'vitest';
import { createRandom } from './create-random.ts';

describe('createRandom', () => {
  test('gives the same numbers for the same seed, whatever the machine', () => {
    const random = createRandom(1);
    expect([random.integer(1, 1000), random.integer(1, 1000), random.integer(1, 1000)]).toEqual([628, 3, 528]);
  });

  test('reaches every value of a range and none outside', () => {
    const random = createRandom(7);
    const seen = new Set(Array.from({ length: 500 }, () => random.integer(-2, 2)));
    expect([...seen].sort((left, right) => left - right)).toEqual([-2, -1, 0, 1, 2]);
  });

  test('spreads evenly: no period shows in the lowest bits', () => {
    const random = createRandom(99);
    const odd = Array.from({ length: 10_000 }, () => random.integer(0, 1023)).filter((value) => value % 2 === 1);
    expect(odd.length).toBeGreaterThan(4700);
    expect(odd.length).toBeLessThan(5300);
  });
});
