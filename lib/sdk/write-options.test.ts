import { expect, test } from 'vitest';
import { resource } from './define-resource.ts';
import { toWriteDisposition, type WriteOptions } from './write-options.ts';

test.each<[WriteOptions | undefined, string]>([
  [undefined, 'append'],
  ['replace', 'replace'],
  [{ disposition: 'append' }, 'append'],
  [{ disposition: 'replace', strategy: 'truncate-and-insert' }, 'replace'],
  [{ disposition: 'replace', strategy: 'insert-from-staging' }, 'replace'],
  [{ disposition: 'merge' }, 'merge'],
  [{ disposition: 'merge', strategy: 'delete-insert' }, 'merge'],
])('%j is %s', (options, disposition) => {
  expect(toWriteDisposition('users', options)).toBe(disposition);
  expect(resource('users', { writeDisposition: options, primaryKey: 'id' }, () => []).writeDisposition).toBe(
    disposition,
  );
});

test.each([
  [{ disposition: 'merge', strategy: 'scd2' }, 'strategy for merge "scd2"', 'Take delete-insert.'],
  [{ disposition: 'append', strategy: 'upsert' }, 'strategy for append "upsert"', 'Leave the strategy out.'],
  ['skip', 'write disposition "skip"', 'Take append, replace, merge.'],
])('%j is refused with what there is', (options, words, hint) => {
  expect(() => toWriteDisposition('users', options as WriteOptions)).toThrow(
    expect.objectContaining({ code: 'module-invalid', message: expect.stringContaining(words) as string, hint }),
  );
});
