import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { locateJsonList } from '../util/json-list-text.ts';
import { TableSpool } from './table-spool.ts';

/** The lines of a spool, without ids, for a text whose records may be taken as they stand. */
function linesOf(text: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'dango-spool-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const spool = new TableSpool(folder, 'items', '8load');
  const items = JSON.parse(text) as unknown[];
  const located = locateJsonList(Buffer.from(text), []);
  spool.write(items, 1, { texts: located && { items, text: located } });
  spool.close();
  const lines = readFileSync(join(folder, spool.file), 'utf8').trimEnd().split('\n');
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBe(spool.longestLine);
  return lines.map((line) => line.replace(/^\{"_dlt_id":"[^"]+",?/, '{'));
}

test('keeps a record as its response wrote it', () => {
  expect(linesOf('[{"a" :"\\u00e9", "b":12.50,"c":12345678901234567890}]')).toEqual([
    '{"a" :"\\u00e9", "b":12.50,"c":12345678901234567890}',
  ]);
});

test('writes integers as integers, and a record in one line', () => {
  expect(linesOf('[{"a":1.0,\n"b":[1e3,-0],\r\n"c":"x\\ny"}]')).toEqual(['{"a":1, "b":[1000,0],  "c":"x\\ny"}']);
});

test('writes anew what could be read in two ways', () => {
  expect(linesOf('[{"a":1,"a":"x"},{"_dlt_id":1},{"\\u0061":1},{"a":"\\ud800"},7,{}]')).toEqual([
    '{"a":"x"}',
    '{"source_dlt_id":1}',
    '{"a":1}',
    '{"a":"\ufffd"}',
    '{"value":7}',
    '{}',
  ]);
});

test('takes lines that are longer than what is written at a time', () => {
  const long = 'x'.repeat(2_000_000);
  expect(linesOf(`[{"a":1},{"a":"${long}"},{"a":2}]`)).toEqual(['{"a":1}', `{"a":"${long}"}`, '{"a":2}']);
});
