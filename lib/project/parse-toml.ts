import { parse, TomlDate, TomlError } from 'smol-toml';
import { DangoError } from '../errors/dango-error.ts';
import { formatLocation } from '../errors/source-location.ts';

export type TomlTable = Readonly<Record<string, unknown>>;

/**
 * Reads TOML; integers beyond ±2^53 are bigint, dates their ISO text. Throws `config-invalid` with file, line and
 * column, and without any of the text, because it holds secrets.
 */
export function parseToml(text: string, file: string): TomlTable {
  try {
    return plainDates(parse(text.replace(/^\uFEFF/, ''), { integersAsBigInt: 'asNeeded' })) as TomlTable;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const at = { file, line: error.line, column: error.column };
    // The message goes on with the lines of the file; only its first line is safe to show.
    const [problem = ''] = error.message.replace('Invalid TOML document: ', '').split('\n');
    throw new DangoError(`${formatLocation(at)} is not valid TOML: ${problem}`, {
      code: 'config-invalid',
      hint: 'Correct this line: a value is written as KEY = "value".',
      at,
    });
  }
}

function plainDates(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(plainDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainDates(item)]));
}
