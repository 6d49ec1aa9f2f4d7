import { expect, test } from 'vitest';
import type { ExtractedResource } from '../extract/extracted-resource.ts';
import { checkExtracted } from './check-extracted.ts';

const contents = {
  name: 'myItems',
  table: 'my_items',
  write_disposition: 'merge',
  primary_key: ['id'],
  is_full_refresh: false,
  rows: 3,
  longest_line: 10,
  files: ['my_items.1.ndjson'],
  types: [1, 1, [['id', [2, 2, null, null]]], null],
  incremental: { at: { initial_value: null, last_value: 3n, unique_hashes: ['a'] } },
};
const resource = {
  name: 'myItems',
  status: 'succeeded',
  requests: 1,
  pages: 1,
  bytes: 10,
  rows: 3,
  durationMs: 5,
  contents,
};
const range = { path: ['at'], start: 1, end: null, is_start_open: false, is_end_closed: false };
const { contents: _none, ...without } = resource;
const failed = { ...without, status: 'failed', error: { code: 'module-failed', message: 'no luck' } };

function check(...resources: readonly unknown[]): readonly ExtractedResource[] {
  return checkExtracted(resources, { isFullRefresh: false });
}

test('what an extraction gives passes', () => {
  const resources = [
    resource,
    { ...failed, name: 'other' },
    { ...without, name: 'parent', status: 'skipped', stoppedBy: 'pages' },
  ];
  expect(check(...resources)).toEqual(resources);
  expect(check({ ...resource, contents: { ...contents, incremental: null } })).toHaveLength(1);
  const second = { ...contents, table: 'events_b', files: ['events_b.1.ndjson'], has_table_per_row: true };
  expect(check({ ...resource, moreContents: [second] })).toHaveLength(1);
});

test('rows are deleted for a range that was asked for only, and where it is one', () => {
  const claim = (change: object): unknown =>
    checkExtracted([{ ...resource, contents: { ...contents, write_disposition: 'append', ...change } }], {
      isFullRefresh: false,
      window: { since: '1' },
    });
  expect(claim({ replaced_range: range })).toHaveLength(1);
  expect(() => claim({ replaced_range: range, write_disposition: 'merge' })).toThrow(/its replaced_range is/);
  expect(() => claim({ replaced_range: { ...range, start: {} } })).toThrow(/its replaced_range is/);
});

test.each([
  ['the table of another file', { table: 'other' }, undefined],
  ['a table that leads elsewhere', { table: '../other', files: ['../other.1.ndjson'] }, undefined],
  ['another name', { name: 'other' }, 'its contents are those of "other"'],
  ['an unknown disposition', { write_disposition: 'drop' }, 'its write disposition is "drop"'],
  ['a key that is no list', { primary_key: 'id' }, 'its primary key is "id"'],
  ['a key of other things', { primary_key: [{}] }, 'its primary key is [{}]'],
  ['a foreign file', { files: ['../secrets.toml'] }, undefined],
  ['the file of another table', { files: ['other.1.ndjson'] }, undefined],
  ['two files', { files: ['my_items.1.ndjson', 'my_items.1.ndjson'] }, 'its files are'],
  ['rows that are no number', { rows: '1; drop' }, 'its rows is "1; drop"'],
  ['rows below zero', { rows: -1 }, 'its rows is -1'],
  ['a column of a type that is none', { columns: { a: 'INT); --' } }, 'its columns are {"a":"INT); --"}'],
  ['a column of a child table of a type that is none', { nested_columns: { a: { b: 'x' } } }, 'its nested_columns are'],
  ['a contract that is none', { contract: { tables: 'freeze', columns: 'x' } }, 'its contract is'],
  ['a state that is none', { state: 'x' }, 'its state is "x"'],
  ['a state among the cursors', { state: { incremental: {} } }, 'its state is {"incremental":{}}'],
  ['a flag that is none', { has_table_per_row: 'x' }, 'its has_table_per_row is "x"'],
  ['a longest line that is no number', { longest_line: null }, 'its longest_line is null'],
  ['a full refresh that nobody wanted', { is_full_refresh: true }, 'its is_full_refresh is true'],
  ['types that are none', { types: 'x' }, 'its types are "x"'],
  ['a cursor that is none', { incremental: [] }, 'its cursors are []'],
  [
    'rows to delete that nobody asked for',
    { write_disposition: 'append', replaced_range: range },
    'its replaced_range is',
  ],
  ['a cursor without hashes', { incremental: { at: { last_value: 1 } } }, 'its cursors are'],
])('contents with %s are refused', (_title, change, message) => {
  const claim = (): unknown => check({ ...resource, contents: { ...contents, ...change } });
  expect(claim).toThrow(expect.objectContaining({ code: 'module-failed', hint: expect.any(String) }));
  if (message !== undefined) expect(claim).toThrow(`The module says of resource "myItems" what cannot be: ${message}`);
});

test.each([
  ['no list', 'x'],
  ['a resource that is none', [null]],
  ['a limit that is none', [{ ...resource, stoppedBy: 'bedtime' }]],
  ['a window that is none', [{ ...resource, window: { number: 1 } }]],
  ['a window behind it that is none', [{ ...resource, window: { number: 1, of: 2, next: { number: 2, of: 2 } } }]],
  ['no name', [{ ...resource, name: 7 }]],
  [
    'a table of dlt',
    [
      {
        ...resource,
        name: '_dlt_loads',
        contents: { ...contents, name: '_dlt_loads', table: '_dlt_loads', files: ['_dlt_loads.1.ndjson'] },
      },
    ],
  ],
  [
    'two resources with one table',
    [resource, { ...resource, name: 'my_items', contents: { ...contents, name: 'my_items' } }],
  ],
  ['two resources with one name', [failed, failed]],
  ['one table twice', [{ ...resource, moreContents: [contents] }]],
  ['more that is no list', [{ ...resource, moreContents: 'x' }]],
  ['more of a failure', [{ ...failed, moreContents: [contents] }]],
  ['more with a foreign file', [{ ...resource, moreContents: [{ ...contents, table: 'b' }] }]],
  ['an unknown status', [{ ...without, status: 'great' }]],
  ['success without contents', [without]],
  ['contents of a failure', [{ ...failed, contents }]],
  ['a failure without a reason', [{ ...without, status: 'failed' }]],
  ['counts that are no numbers', [{ ...resource, bytes: '1' }]],
])('a list with %s is refused', (_title, resources) => {
  expect(() => checkExtracted(resources, { isFullRefresh: false })).toThrow(
    expect.objectContaining({ code: 'module-failed', hint: expect.any(String) }),
  );
});
