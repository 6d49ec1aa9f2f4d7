import { expect, test } from 'vitest';
import { insertedIn } from './inserted-in.ts';

test.each([
  ['', 'https://x.test', 14],
  ['https://x.test/a', 'https://x.test/ab', 1],
  ['https://x.test/ab', 'https://x.test/a', 0],
  ['https://x.test/orders', 'https://x.test/users', 2],
  ['aa', 'aaa', 1],
])('from %j to %j: %d', (before, after, count) => expect(insertedIn(before, after)).toBe(count));
