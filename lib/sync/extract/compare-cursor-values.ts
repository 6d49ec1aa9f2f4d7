import type { CursorValue } from '../../sdk/incremental.ts';
import { compareCursorTexts } from './compare-cursor-texts.ts';

/**
 * The order of two values of a cursor, see `compareCursorTexts`; numbers by their size. Undefined for a text beside a
 * number, which have none.
 */
export function compareCursorValues(one: CursorValue, other: CursorValue): number | undefined {
  if (typeof one === 'string' && typeof other === 'string') return compareCursorTexts(one, other);
  if (typeof one === 'string' || typeof other === 'string') return undefined;
  return one < other ? -1 : one > other ? 1 : 0;
}
