import { createHash } from 'node:crypto';

/** Characters that a name may have in DuckDB, as dlt counts them. */
const longestName = 65_536;

/**
 * Cuts a name that is too long out of its middle, as dlt does: a tag of what it was made of keeps two long names apart.
 * @param original what the name was made of. Default: the name.
 * @param longest characters that the result may have. Default: what DuckDB takes.
 */
export function shortenName(name: string, original = name, longest = longestName): string {
  if (name.length <= longest) return name;
  const tag = nameTag(original);
  const left = longest - tag.length;
  return name.slice(0, Math.ceil(left / 2)) + tag + name.slice(name.length - Math.floor(left / 2));
}

/** Six lower-case characters that stand for a text. */
export function nameTag(text: string): string {
  const hash = createHash('shake128', { outputLength: 4 }).update(text).digest('base64');
  return hash.replaceAll('=', '').replaceAll('/', 'a').replaceAll('+', 'b').toLowerCase();
}
