/** A double gives back every number of so many significant digits; a text of one more character, the point, has no more. */
export const sureLength = 16;
/** No double is written with more significant digits than this. */
export const mostDoubleDigits = 17;

/**
 * How many significant digits a number has that says more than the double nearest to it, as `0.12345678901234567890` does;
 * 0 where the double says the same, as for `1.50`.
 */
export function lostDigitsOf(text: string): number {
  if (text.length <= sureLength) return 0;
  const nearest = String(Number(text));
  if (nearest === text) return 0;
  const written = significantOf(text);
  const held = significantOf(nearest);
  return written.digits === held.digits && written.power === held.power ? 0 : written.digits.length;
}

/** The digits without zeros around them, and the power of ten of the last one: equal for texts of one value. */
function significantOf(text: string): { readonly digits: string; readonly power: number } {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = (whole + fraction).replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  return { digits, power: digits === '' ? 0 : Number(exponent) - fraction.length + (all.length - digits.length) };
}
