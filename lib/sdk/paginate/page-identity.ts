import { hash } from 'node:crypto';

const sampleSize = 10;

/**
 * A short text that two pages share only if they hold the same records. It looks at the number of records and at up to
 * ten of them, evenly spread with the first and the last among them: enough to tell pages apart, cheap for large ones.
 */
export function identifyPage(records: readonly unknown[]): string {
  const step = Math.max(1, (records.length - 1) / (sampleSize - 1));
  const sample: unknown[] = [];
  for (let index = 0; index < records.length; index += step) sample.push(records[Math.round(index)] ?? null);
  const text = JSON.stringify(sample, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return `${records.length}:${hash('sha1', text, 'base64')}`;
}
