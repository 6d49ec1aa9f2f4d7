import type { FindingFix } from '#lib/index.ts';
import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { isSameJson } from '#lib/spec/same-json.ts';
import { listTables } from './form/table-list.ts';

interface FixPlace {
  /** The text of sources.yml as it is now. */
  readonly text: string;
  /** Position of the source in it; undefined where it is not there. */
  readonly index: number | undefined;
  /** The text that was tested, in which the source has the position `testedIndex`: since then tables may have moved. */
  readonly tested: string | undefined;
  readonly testedIndex: number | undefined;
}

/** Where the edit of a finding belongs now; undefined where its table is gone. */
export function placeOfFix(fix: FindingFix, { text, index, tested, testedIndex }: FixPlace): KeyPath | undefined {
  if (index === undefined) return undefined;
  const [block, list, position, ...inner] = fix.path;
  if (block !== 'rest_api' || list !== 'resources' || typeof position !== 'number') {
    return ['sources', index, ...fix.path];
  }
  const now = listTables(text, ['sources', index, block, list]);
  if (tested === undefined || testedIndex === undefined) return undefined;
  const name = listTables(tested, ['sources', testedIndex, block, list])[position]?.name;
  const moved = name === undefined || name === '' ? -1 : now.findIndex((table) => table.name === name);
  return moved < 0 ? undefined : ['sources', index, block, list, moved, ...inner];
}

/** Whether the text says already what the fix would. */
export function isFixed(fix: FindingFix, place: FixPlace): boolean {
  const path = placeOfFix(fix, place);
  return path !== undefined && isSameJson(getYamlValue(place.text, path), fix.value);
}
