/** A stream of numbers that is the same on every machine for the same seed. */
export interface Random {
  /** A number from 0 up to, and without, 1. */
  fraction(): number;
  /** A whole number from `lowest` to `highest`, both included. */
  integer(lowest: number, highest: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** True in `share` of the cases; 0.25 is every fourth. */
  chance(share: number): boolean;
}

/** mulberry32: 32 bits of state, and `Math.imul` keeps every product exact. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (lowest: number, highest: number): number => lowest + Math.floor(fraction() * (highest - lowest + 1));
  return {
    fraction,
    integer,
    pick: (items) => items[integer(0, items.length - 1)] ?? items[0],
    chance: (share) => fraction() < share,
  };
}
