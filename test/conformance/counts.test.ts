import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

function numbered(prefix: string, count: number, digits = 1): string[] {
  return Array.from({ length: count }, (_, index) => prefix + String(index + 1).padStart(digits, '0'));
}

/** The scenarios of dlt's own tests of its REST source and its client, by what they are about. */
const scenarios: readonly string[] = [
  // The server that they run against, addresses, and what is found in a response.
  ['MOCK', 'B1', 'B1-E', 'B2', ...numbered('C-', 22)],
  // Paginators: links, one page, what counts, cursors.
  ['D-HL', ...numbered('D-JL', 5), 'D-SP', 'D-RB', ...numbered('D-O', 11), 'D-OI', ...numbered('D-P', 10), 'D-PI'],
  [...numbered('D-C', 5), 'D-CI', 'D-HC'],
  // The client, what it hides, and how it tries again.
  [...numbered('RC-', 22, 2), ...numbered('RD-', 2, 2), ...numbered('HT-', 9, 2)],
  // Configurations: valid, invalid, resources, which paginator counts, paginators, authentication, and the rest.
  [...numbered('G-V', 17), ...numbered('G-I', 7), ...numbered('CFG-', 11, 2), 'G-PP', 'G-PS'],
  [...numbered('G-PC', 5), ...numbered('G-AU', 8), ...numbered('INC-', 7, 2), ...numbered('RES-', 7, 2)],
  [...numbered('RA-CFG-', 2), ...numbered('G-EX', 8)],
  // The source as a whole, its steps, its response actions, and other APIs.
  [...numbered('INT-', 33, 2), ...numbered('PS-', 11, 2), ...numbered('RA-', 11, 2), ...numbered('H-O', 5)],
  // What a cursor lets through.
  Array.from('abcdefghijk', (letter) => `I6-${letter}`),
].flat();

interface Title {
  readonly id: string;
  readonly isDiffering: boolean;
}

/** The titles of tests that begin with something like an id. */
function readTitles(): Title[] {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'counts.test.ts')
    .map((name) => join(import.meta.dirname, name));
  return [...files, join(root, 'lib/sdk/paginate/detect-pagination.test.ts')].flatMap((file) => {
    const literals = readFileSync(file, 'utf8').matchAll(
      /['"`](?<id>MOCK|B\d|[A-Z][A-Z\d]*(?:-[A-Za-z\d]+)+)(?<differs> \(differs\))? \S/g,
    );
    return [...literals].map(({ groups }) => ({
      id: groups?.['id'] ?? '',
      isDiffering: groups?.['differs'] !== undefined,
    }));
  });
}

const titles = readTitles();
const differing = titles.filter(({ isDiffering }) => isDiffering).map(({ id }) => id);
const page = readFileSync(join(root, 'docs/dlt-differences.md'), 'utf8');
const section = /^## Scenarios$(.*?)(?=^## )/ms.exec(page)?.[1] ?? '';

describe("dlt's scenarios", () => {
  test('each is a test, and only one', () => {
    expect(titles.map(({ id }) => id).toSorted()).toEqual(scenarios.toSorted());
  });

  test('each that differs has its row, with what happens instead and why', () => {
    const rows = section.split('\n').filter((line) => /^\| (?!---|Scenario)/.test(line));
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells.map(([, id = '']) => id).toSorted()).toEqual(differing.toSorted());
    for (const row of cells)
      expect(row).toEqual(['', ...Array.from({ length: 3 }, () => expect.stringMatching(/\S/) as string), '']);
  });

  test('the numbers that are told are right, and no more than 15 of 100 differ', () => {
    const [, same, all, different, share] =
      /(\d+) of the (\d+) scenarios[^|]*?(\d+) differ \(([\d.]+) %\)/s.exec(section) ?? [];
    const total = scenarios.length;
    expect([same, all, different].map(Number)).toEqual([total - differing.length, total, differing.length]);
    expect(Number(share)).toBe(Math.round((differing.length / total) * 1000) / 10);
    expect(differing.length / total).toBeLessThanOrEqual(0.15);
  });
});
