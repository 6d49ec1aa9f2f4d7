import type { Cell, DataColumn } from '#lib/index.ts';
import { cellText } from '../values/cell-text.ts';

const narrowest = 84;
const widest = 340;
/** Pixels of an average letter, and of what stands beside the text. */
const letter = 8;
const margin = 34;

/** How wide a column needs to be, in pixels, for its name, its type and the values of its first rows. */
export function fittingWidth({ name, type }: DataColumn, values: readonly (Cell | undefined)[]): number {
  // The type is set smaller than the name.
  const longest = Math.max(
    name.length * 1.1,
    type.length * 0.85,
    ...values.map((value) => (value === null ? 4 : cellText(value).length)),
  );
  return Math.round(Math.min(widest, Math.max(narrowest, longest * letter + margin)));
}
