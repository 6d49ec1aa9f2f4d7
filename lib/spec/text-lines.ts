/** Where the line of a position begins. */
export function lineStartOf(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Where the line of a position ends, before its line ending. */
export function lineEndOf(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > position ? end - 1 : end;
}

/** The text with everything from `start` to `end` replaced. */
export function spliceText(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}
