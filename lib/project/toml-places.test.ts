import { describe, expect, test } from 'vitest';
import { findTomlPlaces } from './toml-places.ts';

/** Each assignment as `path = value`, cut out of the text at the places found. */
const found = (text: string) =>
  findTomlPlaces(text).assignments.map(
    ({ path, valueStart, valueEnd }) => `${path.join('/')} = ${text.slice(valueStart, valueEnd)}`,
  );

describe('findTomlPlaces', () => {
  test('keys belong to the table above them', () => {
    expect(found('a = 1 # one\n[x.y]\nb = "2"\n\n[ "q r" . z ]\n c.d = true\r\n')).toEqual([
      'a = 1',
      'x/y/b = "2"',
      'q r/z/c/d = true',
    ]);
  });

  test.each([
    ['k = "a # \\" [x]"  # c\nz = 1', ['k = "a # \\" [x]"', 'z = 1']],
    ["k = 'C:\\'\nz = 1", ["k = 'C:\\'", 'z = 1']],
    ['k = """\n[no]\nq = 1\n\\""" """\nz = 1', ['k = """\n[no]\nq = 1\n\\""" """', 'z = 1']],
    ['k = """a"""""\nz = 1', ['k = """a"""""', 'z = 1']],
    ["k = '''\n[no]\n'''\nz = 1", ["k = '''\n[no]\n'''", 'z = 1']],
    ['k = [\n  "]", # ]\n  [1],\n]\nz = 1', ['k = [\n  "]", # ]\n  [1],\n]', 'z = 1']],
    ['k = {a = "}", b = {c = 1}} # x\nz = 1', ['k = {a = "}", b = {c = 1}}', 'z = 1']],
    ['k = 2024-01-01 10:00:00Z\nz = ""', ['k = 2024-01-01 10:00:00Z', 'z = ""']],
  ])('%j ends where its values end', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
