import { hash } from 'node:crypto';
import { textOf } from '../page.ts';

const sampleSize = 10;

/**
 * A short text, made of the values or of their texts where those are known, that two pages share only if they hold the same records. It looks at the number of records and at up to
 * ten of them, evenly spread with the first and the last among them: enough to tell pages apart, cheap for large ones.
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
    return Buffer.concat(sample.map((index) => bytes.subarray(bounds[2 * index], bounds[2 * index + 1])));
  }
  const values = sample.map((index) => records[index] ?? null);
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
}
