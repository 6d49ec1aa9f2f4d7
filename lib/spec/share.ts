/** Share of its rows that a replaced table may lose where nothing else is said. */
export const usualMaxReplaceLoss = '50%';

/** A share of a whole: `20%`, `12.5%`; at most `100%`. */
export const sharePattern = /^(100|\d{1,2}(\.\d+)?)%$/;

/** What to do about a share that is written in another way. */
export const shareHint = 'Write a share, at most 100%: 20%.';

/** `20%` is 0.2. */
export function parseShare(text: string): number {
  return Number(text.slice(0, -1)) / 100;
}
