import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTempFolder } from '../../../test/support/temp-project.ts';
import { makeWarehouse } from './make-warehouse.ts';

const fillWith = (text: string) => (draft: string) => Promise.resolve(writeFileSync(draft, text));

test('the file appears when it is full, and nothing else stays', async () => {
  const folder = await createTempFolder();
  const file = join(folder, 'warehouse.duckdb');
  const made = await makeWarehouse(file, async (draft) => {
    await fillWith('rows')(draft);
    expect(existsSync(file)).toBe(false);
    return 'done';
  });
  expect(made).toEqual({ result: 'done' });
  expect(readFileSync(file, 'utf8')).toBe('rows');
  expect(readdirSync(folder)).toEqual(['warehouse.duckdb']);
});

test('when filling fails there is no file', async () => {
  const folder = await createTempFolder();
  const fill = async (draft: string): Promise<void> => {
    await fillWith('half')(draft);
    throw new RangeError('full disk');
  };
  await expect(makeWarehouse(join(folder, 'warehouse.duckdb'), fill)).rejects.toThrow('full disk');
  expect(readdirSync(folder)).toEqual([]);
});

test('a file that came up meanwhile is never replaced', async () => {
  const folder = await createTempFolder();
  const file = join(folder, 'warehouse.duckdb');
  const made = await makeWarehouse(file, async (draft) => {
    await fillWith('mine')(draft);
    writeFileSync(file, 'theirs');
  });
  expect(made).toBeUndefined();
  expect(readFileSync(file, 'utf8')).toBe('theirs');
  expect(readdirSync(folder)).toEqual(['warehouse.duckdb']);
});

test('drafts of crashed processes are deleted, those of working ones are not', async () => {
  const folder = await createTempFolder();
  const file = join(folder, 'warehouse.duckdb');
  const [old, young] = [`${file}.draft-old`, `${file}.draft-young`];
  for (const draft of [old, young]) writeFileSync(draft, '');
  utimesSync(old, new Date(0), new Date(0));
  await makeWarehouse(file, fillWith('rows'));
  expect(existsSync(old)).toBe(false);
  expect(existsSync(young)).toBe(true);
});
