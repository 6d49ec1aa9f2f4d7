import { shortenName } from './shorten-name.ts';

const spelledOut: Readonly<Record<string, string>> = { '*': 'x', '+': 'x', '-': '_', '@': 'a', '|': 'l' };

/** Name of a column whose key is empty or blank. */
const emptyName = '_empty';

/**
 * One identifier by dlt's snake_case convention: `userID` → `user_id`, `a-b` → `a_b`, `1abc` → `_1abc`, `a_` → `ax`.
 * Characters outside ASCII letters and digits become `_`, so different keys can meet in one name; whoever collects
 * names has to look for that.
 */
export function normaliseIdentifier(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return emptyName;
  const words = trimmed
    .replaceAll(/[*+\-@|]/g, (character) => spelledOut[character] ?? '_')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/([^_])([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  const name = (/^\d/.test(words) ? `_${words}` : words)
    .replace(/_+$/, (trailing) => 'x'.repeat(trailing.length))
    .replaceAll(/_{2,}/g, '_');
  return shortenName(name, trimmed);
}

/**
 * A table or column name. `__` separates levels in dlt, so a key that holds `__` keeps it and each part is
 * normalised by itself: `foo____bar` → `foo__bar`.
 */
export function normaliseName(text: string): string {
  const parts = text.split('__').filter((part) => part.trim() !== '');
  return parts.length === 0 ? normaliseIdentifier(text) : joinNames(parts.map(normaliseIdentifier));
}

/** The name of what lies below others: a column `customer__name`, a table `orders__items`. Shortened as a whole. */
export function joinNames(names: readonly string[]): string {
  return shortenName(names.join('__'));
}
