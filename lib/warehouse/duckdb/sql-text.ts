/** A name as DuckDB reads it, whatever characters it has. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal. NUL ends SQL text, so it is spelled as a function call. */
export function quoteText(text: string): string {
  const parts = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join('||chr(0)||')})`;
}

/** `"catalog"."schema"."table"`: complete, because a schema may be named like the database file. */
export function qualify(...parts: readonly string[]): string {
  return parts.map(quoteName).join('.');
}
