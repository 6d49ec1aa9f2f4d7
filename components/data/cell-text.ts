import type { Cell } from '#lib/index.ts';

/** A cell as a person reads it. NULL is not a text: see {@link isNull}. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? `${cell.cut}…` : String(cell);
}

export function isNull(cell: Cell | undefined): boolean {
  return cell === null;
}

/** Types whose values stand at the right, so that their digits meet. */
export function isNumeric(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL)/.test(type);
}

/** Types whose text is JSON. */
export function isNested(type: string): boolean {
  return /^(JSON|STRUCT|MAP|UNION)|\]$/.test(type);
}
