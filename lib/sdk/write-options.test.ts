import { expect, test } from 'vitest';
import { resource, type ResourceOptions } from './define-resource.ts';
import { toWriteDisposition, type WriteOptions } from './write-options.ts';

const versions = {
  strategy: 'scd2',
  validityColumnNames: ['since', 'until'],
  activeRecordTimestamp: '9999-12-31',
} as const;

test.each<[WriteOptions | undefined, string, object | undefined]>([
  [undefined, 'append', undefined],
  ['replace', 'replace', undefined],
  ['merge', 'merge', undefined],
  [{ disposition: 'append' }, 'append', undefined],
  [{ disposition: 'replace', strategy: 'truncate-and-insert' }, 'replace', undefined],
  [{ disposition: 'replace', strategy: 'insert-from-staging' }, 'replace', undefined],
  [{ disposition: 'merge' }, 'merge', { strategy: 'delete-insert' }],
  [
    { disposition: 'merge', strategy: 'delete-insert', deduplicated: true },
    'merge',
    { strategy: 'delete-insert', deduplicated: true },
  ],
  [{ disposition: 'merge', strategy: 'upsert' }, 'merge', { strategy: 'upsert' }],
  [{ disposition: 'merge', strategy: 'insert-only' }, 'merge', { strategy: 'insert-only' }],
  [{ disposition: 'merge', ...versions }, 'merge', versions],
])('%j is %s', (options, disposition, merge) => {
  expect(toWriteDisposition('users', options)).toEqual({ disposition, merge });
  const made = resource('users', { writeDisposition: options, primaryKey: 'id' }, () => []);
  expect(made).toMatchObject({ writeDisposition: disposition, primaryKey: ['id'] });
  expect(made.merge).toEqual(merge);
});

test.each([
  [
    { disposition: 'merge', strategy: 'scd3' },
    'strategy for merge "scd3"',
    'Take delete-insert, upsert, insert-only, scd2.',
  ],
  [{ disposition: 'append', strategy: 'upsert' }, 'strategy for append "upsert"', 'Leave the strategy out.'],
  ['skip', 'write disposition "skip"', 'Take append, replace, merge.'],
])('%j is refused with what there is', (options, words, hint) => {
  expect(() => toWriteDisposition('users', options as WriteOptions)).toThrow(
    expect.objectContaining({ code: 'module-invalid', message: expect.stringContaining(words) as string, hint }),
  );
});

test('keys may stand at the columns, which count where the keys themselves say nothing', () => {
  const columns = { id: { primaryKey: true }, day: { mergeKey: true }, at: { dedupSort: 'desc' } } as const;
  expect(resource('users', { writeDisposition: 'merge', columns }, () => [])).toMatchObject({
    primaryKey: ['id'],
    mergeKey: ['day'],
  });
  expect(resource('users', { writeDisposition: 'merge', primaryKey: 'code', columns }, () => []).primaryKey).toEqual([
    'code',
  ]);
});

test.each<[string, ResourceOptions]>([
  ['merges but has no primary key', { writeDisposition: 'merge' }],
  [
    'merges by upsert but has no primary key',
    { writeDisposition: { disposition: 'merge', strategy: 'upsert' }, mergeKey: 'day' },
  ],
  [
    'goes by the primary key alone',
    { writeDisposition: { disposition: 'merge', strategy: 'insert-only' }, primaryKey: 'id', mergeKey: 'day' },
  ],
  [
    'merges by upsert, which knows nothing of deduplicated',
    { writeDisposition: { disposition: 'merge', strategy: 'upsert', deduplicated: true }, primaryKey: 'id' },
  ],
  [
    'a time that is none: "soon"',
    { writeDisposition: { disposition: 'merge', strategy: 'scd2', boundaryTimestamp: 'soon' } },
  ],
  ['not at twice', { writeDisposition: { disposition: 'merge', strategy: 'scd2', validityColumnNames: ['at', 'At'] } }],
  [
    'two columns with hard delete: a, b',
    { writeDisposition: 'merge', primaryKey: 'id', columns: { a: { hardDelete: true }, b: { hardDelete: true } } },
  ],
  [
    'two columns with dedup sort: a, b',
    { writeDisposition: 'merge', primaryKey: 'id', columns: { a: { dedupSort: 'asc' }, b: { dedupSort: 'desc' } } },
  ],
])('a resource that %s is refused', (words, options) => {
  expect(() => resource('users', options, () => [])).toThrow(
    expect.objectContaining({ code: 'module-invalid', message: expect.stringContaining(words) as string }),
  );
});
