import { nameParts, spellIdentifier } from '../spec/table-name.ts';
import { shortenName } from './shorten-name.ts';

/** One identifier as {@link spellIdentifier} spells it, no longer than a warehouse takes. */
export function normaliseIdentifier(text: string): string {
  return shortenName(spellIdentifier(text), text.trim());
}

/**
 * A table or column name. `__` separates levels in dlt, so a key that holds `__` keeps it and each part is
 * normalised by itself: `foo____bar` → `foo__bar`.
 */
export function normaliseName(text: string): string {
  return joinNames(nameParts(text).map(normaliseIdentifier));
}

/** The name of what lies below others: a column `customer__name`, a table `orders__items`. Shortened as a whole. */
export function joinNames(names: readonly string[]): string {
  return shortenName(names.join('__'));
}
