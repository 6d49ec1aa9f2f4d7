import { DangoError } from '../../errors/dango-error.ts';

/** DuckDB's complaint about SQL that a person typed, with the place that it points at. */
export function sqlError(sql: string, cause: unknown): DangoError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const place = placeInSql(sql, message);
  return new DangoError(`The query failed: ${withoutPlace(message)}`, {
    code: 'query-failed',
    hint: /read-only|disabled by configuration|has been locked/.test(message)
      ? 'Ask for rows only: SQL typed here reads the tables of the warehouse and nothing else.'
      : 'Tables are named dataset.table, those of a test by their own names.',
    ...(place === undefined ? {} : { at: { file: 'SQL', ...place } }),
    cause,
  });
}

/** Line and column, from 1, of the `^` below `LINE 2: …`. */
export function placeInSql(
  sql: string,
  message: string,
): { readonly line: number; readonly column: number } | undefined {
  const [, head = '', number, shown = '', caret = ''] = /^(LINE (\d+): )(.*)\n( *)\^/m.exec(message) ?? [];
  if (number === undefined) return undefined;
  const line = Number(number);
  const offset = caret.length - head.length;
  // Of a long line DuckDB shows a piece.
  if (!shown.startsWith('...')) return { line, column: offset + 1 };
  const piece = shown.replace(/^\.\.\./, '').replace(/\.\.\.$/, '');
  const start = sql.split('\n')[line - 1]?.indexOf(piece) ?? -1;
  return { line, column: Math.max(0, start) + offset - 3 + 1 };
}

function withoutPlace(message: string): string {
  return message
    .replace(/^Failed to extract statements: /, '')
    .replace(/\n+LINE \d+: [^]*$/, '')
    .trim();
}
