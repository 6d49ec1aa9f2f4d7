const [zero, nine, plus, upperE, lowerE] = [48, 57, 43, 69, 101];
/** A double holds every integer of so many digits. */
const sureDigits = 15;
/** Every number that is looked for has so many digits in a row. */
const stride = 3;

/**
 * Whether a text may hold a number that `JSON.parse` rounds: one with more than 15 digits before the point, or with an
 * exponent of three. Says yes for such digits within a string too. Looks at every third byte only.
 */
export function mayHoldLongNumber(bytes: Uint8Array): boolean {
  for (let at = stride - 1; at < bytes.length; at += stride) {
    if (!isDigit(bytes[at])) continue;
    let start = at;
    while (isDigit(bytes[start - 1])) start -= 1;
    let end = at + 1;
    while (isDigit(bytes[end])) end += 1;
    const length = end - start;
    if (length > sureDigits && bytes[start - 1] !== 46) return true;
    if (length >= stride && isExponent(bytes, start)) return true;
    at = end - 1;
  }
  return false;
}

function isExponent(bytes: Uint8Array, start: number): boolean {
  const sign = bytes[start - 1] === plus ? start - 2 : start - 1;
  return (bytes[sign] === lowerE || bytes[sign] === upperE) && isDigit(bytes[sign - 1]);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}
