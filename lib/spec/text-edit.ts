/** Replaces the text from `start` to `end`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The smallest piece that makes the one text of the other. */
export function differenceOf(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let behind = 0;
  const isSameBehind = () =>
    before.charCodeAt(before.length - 1 - behind) === after.charCodeAt(after.length - 1 - behind);
  while (behind < shorter - start && isSameBehind()) behind += 1;
  return { start, end: before.length - behind, text: after.slice(start, after.length - behind) };
}
