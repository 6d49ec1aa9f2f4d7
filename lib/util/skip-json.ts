const [tab, newline, carriageReturn, space, quote, backslash] = [9, 10, 13, 32, 34, 92];
const [comma, colon, openList, closeList, openObject, closeObject] = [44, 58, 91, 93, 123, 125];

/** Position of the first byte at or behind `position` that is no white space. */
export function skipJsonSpace(bytes: Uint8Array, position: number): number {
  let at = position;
  for (;;) {
    const byte = bytes[at];
    if (byte !== space && byte !== newline && byte !== carriageReturn && byte !== tab) return at;
    at += 1;
  }
}

/** Position behind the string whose opening quote stands at `position`. */
export function skipJsonString(bytes: Uint8Array, position: number): number {
  let at = position + 1;
  for (;;) {
    const byte = bytes[at];
    if (byte === quote || byte === undefined) return at + 1;
    at += byte === backslash ? 2 : 1;
  }
}

/** Position behind the value that begins at `position`. The text is JSON; nothing of it is checked. */
export function skipJsonValue(bytes: Uint8Array, position: number): number {
  let depth = 0;
  let at = position;
  while (at < bytes.length) {
    switch (bytes[at]) {
      case quote:
        at = skipJsonString(bytes, at);
        if (depth === 0) return at;
        continue;
      case openObject:
      case openList:
        depth += 1;
        break;
      case closeObject:
      case closeList:
        // The end of what surrounds a number, or a word.
        if (depth === 0) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
        break;
      case comma:
      case colon:
      case space:
      case tab:
      case newline:
      case carriageReturn:
        if (depth === 0) return at;
        break;
      default:
        break;
    }
    at += 1;
  }
  return at;
}
