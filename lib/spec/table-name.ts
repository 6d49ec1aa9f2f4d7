import { isSystemTable } from './system-table.ts';

const spelledOut: Readonly<Record<string, string>> = { '*': 'x', '+': 'x', '-': '_', '@': 'a', '|': 'l' };

/** Name of a column whose key is empty or blank. */
const emptyName = '_empty';

/**
 * One identifier by dlt's snake_case convention, however long: `userID` → `user_id`, `a-b` → `a_b`, `1abc` → `_1abc`,
 * `a_` → `ax`. Characters outside ASCII letters and digits become `_`, so different keys can meet in one name; whoever
 * collects names has to look for that.
 */
export function spellIdentifier(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return emptyName;
  const words = trimmed
    .replaceAll(/[*+\-@|]/g, (character) => spelledOut[character] ?? '_')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/([^_])([A-Z][a-z]+)/g, '$1_$2')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return (/^\d/.test(words) ? `_${words}` : words)
    .replace(/_+$/, (trailing) => 'x'.repeat(trailing.length))
    .replaceAll(/_{2,}/g, '_');
}

/** The parts of a name of a table or column: `__` separates levels in dlt, and each is spelled by itself. */
export function nameParts(text: string): readonly string[] {
  const parts = text.split('__').filter((part) => part.trim() !== '');
  return parts.length === 0 ? [text] : parts;
}

/** The table that the name of a resource makes. One of more than 65,536 characters is shortened when it is loaded. */
export function tableNameOf(name: string): string {
  return nameParts(name).map(spellIdentifier).join('__');
}

/** Why the name of a resource cannot name a table, and what to do; undefined where it can. */
export function tableNameFault(name: string): { readonly message: string; readonly hint: string } | undefined {
  const table = tableNameOf(name);
  if (/[a-z0-9]/i.test(name) && !table.startsWith('_dlt') && !isSystemTable(table)) return undefined;
  return {
    message: `"${name}" cannot name a table`,
    hint: 'Choose a name with a letter that does not begin with "_dlt" or "_dango".',
  };
}
