import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ReadAhead } from './read-ahead.ts';

/** Counts up to `end`, then throws what is given. */
function numbers(
  end: number,
  failure?: Error,
): { readonly open: () => AsyncGenerator<number>; readonly given: number[]; isClosed: boolean } {
  const source = {
    given: [] as number[],
    isClosed: false,
    async *open(): AsyncGenerator<number> {
      try {
        for (let number = 1; number <= end; number += 1) {
          source.given.push(number);
          yield number;
          await nextTurn();
        }
        if (failure !== undefined) throw failure;
      } finally {
        source.isClosed = true;
      }
    },
  };
  return source;
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
}

describe('ReadAhead', () => {
  test('begins at once, waits when enough items wait, and hands out all of them in order', async () => {
    const source = numbers(5);
    const ahead = new ReadAhead(source.open, 2);
    await settle();
    expect(source.given).toEqual([1, 2]);
    expect(await Array.fromAsync(ahead.items())).toEqual([1, 2, 3, 4, 5]);
    expect(source.isClosed).toBe(true);
  });

  test('an error comes behind the items before it, and harms nobody until then', async () => {
    const ahead = new ReadAhead(numbers(2, new Error('broken')).open, 5);
    await settle();
    const taken: number[] = [];
    const take = async (): Promise<void> => {
      for await (const number of ahead.items()) taken.push(number);
    };
    await expect(take()).rejects.toThrow('broken');
    expect(taken).toEqual([1, 2]);
  });

  test('stopped, it asks for no more and closes what it reads', async () => {
    const source = numbers(100);
    const ahead = new ReadAhead(source.open, 2);
    await settle();
    await ahead.stop();
    expect(source.given).toEqual([1, 2]);
    expect(source.isClosed).toBe(true);
  });
});
