import { keepDigits } from './value-text.ts';

/** A document as `--json` prints it: indented, with every digit of large integers, ending with a line break. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, keepDigits, 2)}\n`;
}
