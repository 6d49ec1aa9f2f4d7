import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { RandomNumbers } from './random-numbers.ts';

/** Records that the server of a measurement hands out in pages, and the same records as lines. */
export interface DataSet {
  readonly folder: string;
  readonly records: number;
  /** Bytes of all records. */
  readonly bytes: number;
  /** Where each page ends in the file of pages. */
  readonly pageEnds: readonly number[];
}

export interface DataSetOptions {
  readonly records: number;
  /** Default 1000. */
  readonly recordsPerPage?: number;
  readonly textOf: (index: number, random: RandomNumbers) => string;
  /** Whether the file with lines is written too. Default true. */
  readonly hasLines?: boolean;
}

export function pagesFile(folder: string): string {
  return join(folder, 'pages.json');
}

export function linesFile(folder: string): string {
  return join(folder, 'records.ndjson');
}

/** Writes a data set; the same options give the same bytes. */
export function writeDataSet(
  folder: string,
  { records, recordsPerPage = 1000, textOf, hasLines = true }: DataSetOptions,
): DataSet {
  mkdirSync(folder, { recursive: true });
  const random = new RandomNumbers(20_260_101);
  const pages = openSync(pagesFile(folder), 'w');
  const lines = hasLines ? openSync(linesFile(folder), 'w') : undefined;
  const pageEnds: number[] = [];
  let bytes = 0;
  let end = 0;
  for (let first = 0; first < records; first += recordsPerPage) {
    const texts: string[] = [];
    for (let index = first; index < Math.min(records, first + recordsPerPage); index += 1) {
      texts.push(textOf(index, random));
    }
    const inside = texts.join(',');
    end += writeSync(pages, inside);
    bytes += Buffer.byteLength(inside) - texts.length + 1;
    pageEnds.push(end);
    if (lines !== undefined) writeSync(lines, `${texts.join('\n')}\n`);
  }
  closeSync(pages);
  if (lines !== undefined) closeSync(lines);
  const dataSet: DataSet = { folder, records, bytes, pageEnds };
  writeFileSync(join(folder, 'data-set.json'), JSON.stringify(dataSet));
  return dataSet;
}

export function readDataSet(folder: string): DataSet {
  return JSON.parse(readFileSync(join(folder, 'data-set.json'), 'utf8')) as DataSet;
}
