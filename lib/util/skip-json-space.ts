const [tab, newline, carriageReturn, space] = [9, 10, 13, 32];

/** Position of the first byte at or behind `position` that is no white space of JSON. */
export function skipJsonSpace(bytes: Uint8Array, position: number): number {
  let at = position;
  for (;;) {
    const byte = bytes[at];
    if (byte !== space && byte !== newline && byte !== carriageReturn && byte !== tab) return at;
    at += 1;
  }
}
