/** Where the line of a position begins. */
export function lineStartOf(text: string, position: number): number {
  return position === 0 ? 0 : text.lastIndexOf('\n', position - 1) + 1;
}

/** Where the line of a position ends, before its line ending. */
export function lineEndOf(text: string, position: number): number {
  const end = text.indexOf('\n', position);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > position ? end - 1 : end;
}

/** The position of a line and column, both from 1; the end of the text for a line behind it. */
export function positionAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(start + column - 1, lineEndOf(text, start));
}

/** How many characters stand before a position in its line. */
export function columnOf(text: string, position: number): number {
  return position - lineStartOf(text, position);
}

/** The text with everything from `start` to `end` replaced. */
export function spliceText(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

/** Inserts whole lines, whether the position is at the end of a line or at the start of one. */
export function insertLines(text: string, position: number, lines: string, lineEnding: string): string {
  const isLineStart = position === 0 || text[position - 1] === '\n';
  return spliceText(text, position, position, isLineStart ? `${lines}${lineEnding}` : `${lineEnding}${lines}`);
}
