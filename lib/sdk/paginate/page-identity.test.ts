import { expect, test } from 'vitest';
import { locateJsonList } from '../../util/json-list-text.ts';
import { createTextPage } from '../page.ts';
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

test('texts that are known are told apart, too, where one ends and the next begins', () => {
  const identityOf = (json: string): string => {
    const text = locateJsonList(Buffer.from(json), []);
    if (text === undefined) throw new Error('no list');
    return identifyPage(createTextPage(JSON.parse(json) as unknown[], 1, text));
  };
  expect(identityOf('[1,12]')).toBe(identityOf('[1, 12]'));
  expect(identityOf('[1,12]')).not.toBe(identityOf('[11,2]'));
});
