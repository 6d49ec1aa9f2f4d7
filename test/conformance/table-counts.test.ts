import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function numbered(prefix: string, count: number, digits = 2): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}.${String(index + 1).padStart(digits, '0')}`);
}

/** What dlt was seen to do: names, ids, objects and lists, types, variants, contracts, loads (without those of merges). */
const vectors: readonly string[] = [
  [numbered('I1', 74), numbered('I2', 5, 1), numbered('I3', 16), numbered('I4', 47)],
  [numbered('I5', 25), numbered('I7', 11), numbered('I8', 3)],
  ['11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '23'].map((number) => [`I8.${number}`]),
].flat(2);

/** What a system that follows dlt has to decide, as far as it is about tables and loads. */
const decisions: readonly string[] = ['08', '10', '11', '13', '14', '15', '16', '22'].map((number) => `P10.${number}`);

interface Title {
  readonly id: string;
  readonly isDiffering: boolean;
}

/** The ids in the texts of tests; one test may have several. */
function readTitles(): Title[] {
  const files = readdirSync(import.meta.dirname).filter((name) => /^table-(?!counts).*\.test\.ts$/.test(name));
  return files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    const titles = text.matchAll(/['"`](?<ids>(?:(?:I\d|P10)\.\d+(?: \(differs\))?(?:, )?)+)/g);
    return [...titles].flatMap(({ groups }) =>
      [...(groups?.['ids'] ?? '').matchAll(/(?<id>(?:I\d|P10)\.\d+)(?<differs> \(differs\))?/g)].map((found) => ({
        id: found.groups?.['id'] ?? '',
        isDiffering: found.groups?.['differs'] !== undefined,
      })),
    );
  });
}

const titles = readTitles();
const differing = titles.filter(({ isDiffering }) => isDiffering).map(({ id }) => id);
const page = readFileSync(join(root, 'docs/dlt-differences.md'), 'utf8');
const section = /^## Tables$(.*?)(?=^## )/ms.exec(page)?.[1] ?? '';

describe("dlt's tables", () => {
  test('each vector is in a test, and only in one', () => {
    const ids = new Set(titles.map(({ id }) => id));
    expect([...ids].toSorted()).toEqual([...vectors, ...decisions].toSorted());
    expect(titles.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) < index)).toEqual([]);
  });

  test('each that differs has its row, with what happens instead and why', () => {
    const rows = section.split('\n').filter((line) => /^\| (?!---|Vector)/.test(line));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells.map(([, id = '']) => id)).toEqual(differing.toSorted());
    for (const row of cells)
      expect(row).toEqual(['', ...Array.from({ length: 3 }, () => expect.stringMatching(/\S/) as string), '']);
  });

  test('the numbers that are told are right, and no more than 15 of 100 differ', () => {
    const [, same, all, different, share] =
      /(\d+) of the (\d+) vectors[^|]*?(\d+) differ \(([\d.]+) %\)/s.exec(section) ?? [];
    const total = vectors.length;
    expect([same, all, different].map(Number)).toEqual([total - differing.length, total, differing.length]);
    expect(Number(share)).toBe(Math.round((differing.length / total) * 1000) / 10);
    expect(differing.length / total).toBeLessThanOrEqual(0.15);
  });
});
