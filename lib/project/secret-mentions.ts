import type { SourceLocation } from '../errors/source-location.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { listModules } from './list-modules.ts';
import { modulePath } from './module-file.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * Where files of custom_sources have the name of a secret as a word, in snake_case, camelCase or capitals: by the names as
 * given, the first place of each file. Modules read secrets by the names of their parameters, so a name that stands nowhere is most likely not read;
 * one that does may be.
 */
export function findSecretMentions(
  root: string,
  names: readonly string[],
): ReadonlyMap<string, readonly SourceLocation[]> {
  const mentions = new Map<string, SourceLocation[]>(names.map((name) => [name, []]));
  const wanted = Map.groupBy(new Set(names), (name) => toSnakeCase(name));
  if (wanted.size === 0) return mentions;
  for (const { file } of listModules(root)) {
    const text = readTextFile(modulePath(root, file)) ?? '';
    const seen = new Set<string>();
    text.split('\n').forEach((line, index) => {
      for (const { 0: word, index: at } of line.matchAll(/[A-Za-z_]\w*/g)) {
        const key = toSnakeCase(word);
        if (seen.has(key)) continue;
        seen.add(key);
        const location = { file: `custom_sources/${file}`, line: index + 1, column: at + 1 };
        for (const name of wanted.get(key) ?? []) mentions.get(name)?.push(location);
      }
    });
  }
  return mentions;
}
