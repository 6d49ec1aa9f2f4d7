// oxlint-disable-next-line no-control-regex -- control characters are what this file is about
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const shortNames: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text of a stranger on one line, without the control characters that would move the cursor, change colours or
 * reverse the reading direction of a terminal.
 */
export function printable(text: string): string {
  return text.replaceAll(controlCharacters, (character) => shortNames[character] ?? escapeCharacter(character));
}

/** As {@link printable}, but lines stay lines and tabs stay tabs. */
export function printableLines(text: string): string {
  return text.replaceAll(controlCharacters, (character) =>
    character === '\n' || character === '\t' ? character : escapeCharacter(character),
  );
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
