/** A place in a text file that a person can open. Lines and columns count from 1. */
export interface SourceLocation {
  /** Path as the person knows it: relative to the project root where it lies inside. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, the form that terminals and editors turn into a link. */
export function formatLocation({ file, line, column }: SourceLocation): string {
  return `${file}:${line}:${column}`;
}
