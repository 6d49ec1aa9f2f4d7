/** The line ending that a text uses: that of its first line; `\n` for a text of one line. */
export function lineEndingOf(text: string): '\n' | '\r\n' {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}
