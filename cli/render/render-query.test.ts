import { expect, test } from 'vitest';

import { renderCsv, renderQueryTable, toRowObjects } from './render-query.ts';

const paint = (_style: string, text: string): string => text;
const result = {
  columns: [
    { name: 'id', type: 'BIGINT' },
    { name: 'name', type: 'VARCHAR' },
    { name: 'tags', type: 'VARCHAR[]' },
  ],
  rows: [
    ['9007199254740993', 'Ada, "the first"', ['a', 'b']],
    ['7', null, []],
    ['12', '', null],
  ],
  isCut: false,
};

test('numbers stand to the right, NULL is shown as NULL, lists as JSON', () => {
  expect(renderQueryTable(result, { paint })).toBe(
    [
      '              id  name              tags',
      '9007199254740993  Ada, "the first"  ["a","b"]',
      '               7  NULL              []',
      '              12                    NULL',
      '3 rows',
      '',
    ].join('\n'),
  );
});

test('wide cells are cut where a limit is given', () => {
  const wide = { columns: [{ name: 'text', type: 'VARCHAR' }], rows: [['x'.repeat(60)]], isCut: false };
  expect(renderQueryTable(wide, { paint, maxCellWidth: 10 })).toContain(`\n${'x'.repeat(9)}…\n`);
});

test('characters of two cells and combining marks keep columns aligned', () => {
  const columns = [
    { name: 'name', type: 'VARCHAR' },
    { name: 'n', type: 'INTEGER' },
  ];
  const rows = [
    ['東京', 1],
    ['Cafe\u0301', 2],
  ];
  expect(renderQueryTable({ columns, rows, isCut: false }, { paint })).toBe(
    'name  n\n東京  1\nCafe\u0301  2\n2 rows\n',
  );
});

test('a value from an API cannot move the cursor or change colours', () => {
  const rows = [['\u001b[2Jgone\r\nnext']];
  const text = renderQueryTable({ columns: [{ name: 'v', type: 'VARCHAR' }], rows, isCut: false }, { paint });
  expect(text).toBe('v\n\\x1b[2Jgone\\r\\nnext\n1 row\n');
});

test('csv quotes what needs it and tells an empty text from NULL', () => {
  expect(renderCsv(result)).toBe(
    'id,name,tags\n9007199254740993,"Ada, ""the first""","[""a"",""b""]"\n7,,[]\n12,"",\n',
  );
});

test('rows as objects carry the names of the columns', () => {
  expect(toRowObjects(result)[1]).toEqual({ id: '7', name: null, tags: [] });
});
