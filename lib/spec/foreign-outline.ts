import type { KeyPath } from './key-path.ts';
import { spellingOf } from './spelling-of.ts';
import { childrenAt } from './yaml-cursor.ts';
import type { YamlOutline } from './yaml-outline.ts';

/** Whether a path leads into a `rest_api` block in other words than Dango's own, which its schema knows nothing of. */
export function isInForeignBlock(outline: YamlOutline, path: KeyPath): boolean {
  if (path[0] !== 'sources' || path[2] !== 'rest_api') return false;
  const keys = childrenAt(outline, path.slice(0, 3)).map((key) => [String(key.path.at(-1)), null] as const);
  return spellingOf(Object.fromEntries(keys)).spelling !== 'dango';
}
