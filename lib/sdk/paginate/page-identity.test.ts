import { expect, test } from 'vitest';
import { identifyPage } from './page-identity.ts';

const rows = (first: number, count: number) => Array.from({ length: count }, (_, index) => ({ id: first + index }));

test('equal pages have one identity, others another', () => {
  expect(identifyPage(rows(1, 3))).toBe(identifyPage(rows(1, 3)));
  expect(identifyPage(rows(1, 3))).not.toBe(identifyPage(rows(2, 3)));
  expect(identifyPage(rows(1, 3))).not.toBe(identifyPage(rows(1, 4)));
  expect(identifyPage([{ id: 1n }])).not.toBe(identifyPage([{ id: 2n }]));
});

test('first and last record of a long page count', () => {
  const page = rows(1, 1000);
  expect(identifyPage([{ id: 0 }, ...page.slice(1)])).not.toBe(identifyPage(page));
  expect(identifyPage([...page.slice(0, -1), { id: 0 }])).not.toBe(identifyPage(page));
});
