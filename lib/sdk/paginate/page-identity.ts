import { hash } from 'node:crypto';
import { textOf } from '../page.ts';

const sampleSize = 10;
const separator = Buffer.from(',');

/**
 * A short text that two pages share only if they hold the same records. It looks at the number of records and at up to ten
 * of them, evenly spread with the first and the last among them: enough to tell pages apart, cheap for large ones. Where
 * the texts of the records are known they are compared, else the values.
 */
export function identifyPage(records: readonly unknown[]): string {
  const step = Math.max(1, (records.length - 1) / (sampleSize - 1));
  const sample: number[] = [];
  for (let index = 0; index < records.length; index += step) sample.push(Math.round(index));
  return `${records.length}:${hash('sha1', textOfSample(records, sample), 'base64')}`;
}

function textOfSample(records: readonly unknown[], sample: readonly number[]): string | Uint8Array {
  const known = textOf(records);
  if (known !== undefined) {
    const { bytes, bounds } = known;
    const texts = sample.map((index) => bytes.subarray(bounds[2 * index], bounds[2 * index + 1]));
    // 1 and 12 are no 11 and 2.
    return Buffer.concat(texts.flatMap((text) => [text, separator]));
  }
  const values = sample.map((index) => records[index] ?? null);
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
