import type { Cell } from '#lib/index.ts';

/** A value as text, as it is copied: nothing for NULL, the beginning of what was cut. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.cut : String(cell);
}
