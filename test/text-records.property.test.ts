import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'lossless-json';
import { afterAll, describe, expect, test } from 'vitest';
import { parseJson } from '../lib/http/parse-json.ts';
import { typeTreeToJson, type TypeTreeJson } from '../lib/schema/type-tree-json.ts';
import { locateJsonList } from '../lib/util/json-list-text.ts';
import { TableSpool } from '../lib/loads/table-spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'dango-text-records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t ');
const digits = fc.stringMatching(/^(0|[1-9]\d{0,24})$/);
const number = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '-0',
    '0.0',
    '-0.0',
    '1.0',
    '1e3',
    '1E+2',
    '12.50',
    '0.99',
    '9007199254740993',
    '1e22',
    '5e-7',
    '1e308',
  ),
  fc.constantFrom('0.99999999999999999999', '123456789012345.5', '1234567890123456.5', '9223372036854775808', '1e400'),
  fc
    .tuple(fc.constantFrom('', '-'), digits, fc.stringMatching(/^(\.\d{1,20})?([eE][+-]?\d{1,2})?$/))
    .map((all) => all.join('')),
);
const piece = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text).slice(1, -1)),
  fc.constantFrom(
    'a',
    '\\u00e9',
    'é',
    '\\ud83d\\ude00',
    '\\ud83d',
    '\\udE00',
    '\\ude00\\ud83d',
    '\\u0000',
    '\\\\',
    '\\"',
    '\\/',
  ),
  fc.constantFrom('2024-01-15T10:00:00Z', '2024-02-30T10:00:00Z', '2024-01-15', '\\u0032024-01-15T10:00:00Z'),
);
const text = fc.array(piece, { maxLength: 3 }).map((pieces) => `"${pieces.join('')}"`);
const key = fc.oneof(
  fc.constantFrom(
    '"a"',
    '"a"',
    '"b"',
    '"A"',
    '""',
    '"__proto__"',
    '"_dlt_id"',
    '"_DLT_ID"',
    '"1"',
    '"toJSON"',
    '"\\u0061"',
    '"\\n"',
    '"\\\\"',
    '"é"',
  ),
  text,
);
const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(number, text, fc.constantFrom('true', 'false', 'null')),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .array(
      fc.tuple(space, tie('value'), space).map((all) => all.join('')),
      { maxLength: 4 },
    )
    .map((all) => `[${all.join(',')}]`),
  object: objectOf(tie('value')),
}));

function objectOf(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const member = fc
    .tuple(space, key, space, values, space)
    .map(([one, name, two, held, three]) => `${one}${name}${two}:${held}${three}`);
  return fc.array(member, { maxLength: 5 }).map((all) => `{${all.join(',')}}`);
}

const records = fc.array(fc.oneof({ weight: 6, arbitrary: objectOf(value) }, value), { minLength: 1, maxLength: 6 });

let spools = 0;

/** What a spool has of records: its lines, and the types it saw. */
function spoolOf(write: (spool: TableSpool) => void, nesting?: number) {
  const spool = new TableSpool(folder, `table_${(spools += 1)}`, '8load', { maxNesting: nesting });
  write(spool);
  spool.close();
  const content = readFileSync(join(folder, spool.file), 'utf8');
  rmSync(join(folder, spool.file));
  const lines = content.split('\n');
  return { lines: lines.slice(0, -1).map(readLine), types: inOrder(typeTreeToJson(spool.types)), longest: lines };
}

/** Tells integers from other numbers by how they are written; refuses keys that come twice. */
function readLine(line: string): unknown {
  return parse(line, null, { parseNumber: (word) => (/^-?\d+$/.test(word) ? BigInt(word) : Number(word)) });
}

function inOrder([mask, first, fields, element]: TypeTreeJson): unknown {
  const sorted = fields?.map(([name, field]) => [name, inOrder(field)] as const);
  return [mask, first, sorted?.toSorted(([one], [other]) => (one < other ? -1 : 1)), element && inOrder(element)];
}

describe('records taken from their text', () => {
  test('have the lines and types of the same records, parsed and written anew', () => {
    fc.assert(
      fc.property(records, space, fc.option(fc.nat(3), { nil: undefined }), (texts, blank, nesting) => {
        const body = `{"meta":{"data":[0]},${blank}"data":${blank}[${texts.join(`,${blank}`)}${blank}]}${blank}`;
        const { data } = parseJson(body) as { data: unknown[] };
        const located = locateJsonList(Buffer.from(body), ['data']);
        expect(located?.bounds.length).toBe(2 * texts.length);
        if (located === undefined) return;
        const plain = spoolOf((spool) => spool.write(data, 7), nesting);
        const fast = spoolOf((spool) => spool.write(data, 7, { texts: { items: data, text: located } }), nesting);
        expect(fast.lines).toEqual(plain.lines);
        expect(fast.types).toEqual(plain.types);
        const some = data.filter((_, index) => index % 2 === 0);
        const left = spoolOf((spool) => spool.write(some, 7), nesting);
        const passed = spoolOf((spool) => spool.write(some, 7, { texts: { items: data, text: located } }), nesting);
        expect(passed).toEqual({ ...left, longest: passed.longest });
      }),
      { numRuns: 400 },
    );
  });
});
