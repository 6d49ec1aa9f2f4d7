import { DangoError } from '../../errors/dango-error.ts';

export interface CsvOptions {
  /** One character. */
  readonly delimiter: string;
  /** For messages. */
  readonly url: string;
}

/** A row of a CSV file by the names in its header. */
export type CsvRow = Record<string, string | null>;

/**
 * Reads CSV as RFC 4180 has it: quotes around values with delimiters, line breaks and doubled quotes, any line ends, the
 * first row a header. Every value stays a text, so that nothing is lost; one that is empty and not quoted, or missing at
 * the end of a row, is null. Empty lines are skipped. A name that comes twice gets a number.
 * @throws DangoError `response-invalid` for a quote without end, and for more values than names.
 */
export function parseCsv(text: string, { delimiter, url }: CsvOptions): CsvRow[] {
  const rows = readRows(text, { delimiter, url });
  const header = rows.next();
  if (header.done === true) return [];
  const names = nameColumns(header.value.cells);
  const records: CsvRow[] = [];
  for (const { cells, line } of rows) {
    if (cells.length > names.length) {
      throw csvError(`line ${line} has ${cells.length} values, but the header has ${names.length} names`, url);
    }
    records.push(Object.fromEntries(names.map((name, index) => [name, cells[index] ?? null])));
  }
  return records;
}

function nameColumns(cells: readonly (string | null)[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell?.trim() || `column_${index + 1}`;
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
    taken.add(name);
    return name;
  });
}

interface RawRow {
  readonly cells: readonly (string | null)[];
  /** Where it begins, from 1. */
  readonly line: number;
}

function* readRows(text: string, { delimiter, url }: CsvOptions): Generator<RawRow, undefined> {
  const plainEnd = new RegExp(`[${delimiter.replace(/[\\\]^-]/, '\\$&')}\\r\\n]`, 'g');
  let position = 0;
  let line = 1;
  let cells: (string | null)[] = [];
  let startLine = 1;
  while (position < text.length) {
    let cell: string | null;
    if (text[position] === '"') {
      const quoted = readQuoted(text, position, line, url);
      cell = quoted.value;
      line += countLineEnds(cell);
      position = quoted.end;
    } else {
      plainEnd.lastIndex = position;
      const end = plainEnd.exec(text)?.index ?? text.length;
      cell = end === position ? null : text.slice(position, end);
      position = end;
    }
    cells.push(cell);
    if (text[position] === delimiter) {
      position += 1;
      // A delimiter at the very end has an empty value behind it.
      if (position === text.length) cells.push(null);
      else continue;
    }
    if (position < text.length && !/[\r\n]/.test(text[position] ?? '')) {
      throw csvError(`line ${line} goes on behind a closing quote`, url);
    }
    if (cells.length > 1 || cells[0] !== null) yield { cells, line: startLine };
    position += text.startsWith('\r\n', position) ? 2 : 1;
    line += 1;
    startLine = line;
    cells = [];
  }
  return undefined;
}

function readQuoted(
  text: string,
  start: number,
  line: number,
  url: string,
): { readonly value: string; readonly end: number } {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw csvError(`the quote in line ${line} does not end`, url);
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function csvError(problem: string, url: string): DangoError {
  return new DangoError(`The response of ${url} is not CSV: ${problem}.`, {
    code: 'response-invalid',
    hint: 'Look at the response: another delimiter may be needed, as in format: { type: csv, delimiter: ";" }.',
  });
}
