import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeFileAtomic } from './write-file-atomic.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'dango-write-'));

describe('writeFileAtomic', () => {
  test('writes a new file and leaves nothing else behind', () => {
    const folder = newFolder();
    writeFileAtomic(join(folder, 'a.txt'), 'one');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('keeps the permissions of the file that it replaces', () => {
    const path = join(newFolder(), 'a.txt');
    writeFileSync(path, 'one');
    chmodSync(path, 0o640);
    writeFileAtomic(path, 'two');
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test('sets the permissions that are asked for', () => {
    const path = join(newFolder(), 'a.txt');
    writeFileSync(path, 'one');
    writeFileAtomic(path, 'two', { mode: 0o600 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('writes through a symbolic link', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'target.txt'), 'one');
    symlinkSync(join(folder, 'target.txt'), join(folder, 'link.txt'));
    writeFileAtomic(join(folder, 'link.txt'), 'two');
    expect(readFileSync(join(folder, 'target.txt'), 'utf8')).toBe('two');
    expect(lstatSync(join(folder, 'link.txt')).isSymbolicLink()).toBe(true);
  });
});
