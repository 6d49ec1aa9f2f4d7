import { rawJson } from '../../lib/index.ts';

/** A document as `--json` prints it: indented, with every digit of large integers, ending with a line break. */
export function jsonText(document: unknown): string {
  const keepDigits = (_key: string, value: unknown): unknown =>
    typeof value === 'bigint' ? rawJson(value.toString()) : value;
  return `${JSON.stringify(document, keepDigits, 2)}\n`;
}
