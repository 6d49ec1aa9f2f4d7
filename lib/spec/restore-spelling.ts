import { jsonAt } from './json-edit.ts';
import type { KeyPath } from './key-path.ts';
import { recallValue } from './recall-yaml.ts';
import { isSameJson } from './same-json.ts';
import { spliceText } from './text-lines.ts';
import { yamlLines, yamlRange } from './yaml-range.ts';

const file = '.dango/sources.yml';

/**
 * The edited text, where the value at a path is what it was in an earlier text: then it is written as it was there,
 * folded lines, odd numbers and comments inside included. In all other cases the edited text as it is. Never throws.
 */
export function restoreSpelling(earlier: string, edited: string, path: KeyPath): string {
  if (earlier === edited) return edited;
  const before = recallValue(earlier, file).value;
  const after = recallValue(edited, file).value;
  const old = jsonAt(before, path);
  if (old === undefined || !isSameJson(old, jsonAt(after, path))) return edited;
  const isSame = isSameJson(before, after);
  // A key of its own, with parents, beside the one that comes through a merge key.
  const isAddition = path.some((_, index) => {
    const lines = yamlLines(edited, path.slice(0, path.length - index));
    return lines !== undefined && spliceText(edited, lines.start, lines.end, '') === earlier;
  });
  if (isSame && isAddition) return earlier;
  const own = yamlLines(earlier, path);
  const [from, to] = [yamlRange(earlier, path), yamlRange(edited, path)];
  if (own === undefined || from === undefined || to === undefined) return edited;
  const [above, below] = [earlier.slice(0, own.start), earlier.slice(own.end)];
  if (isSame && edited.startsWith(above) && edited.endsWith(below)) return earlier;
  const restored = spliceText(edited, to.start, to.end, earlier.slice(from.start, from.end));
  return isSameJson(recallValue(restored, file).value, after) ? restored : edited;
}
