import { plainName } from '../source-name.ts';
import { singular } from '../find-records.ts';
import { viewSchema, type Follow, type SchemaView } from '../json-schema.ts';
import type { Evidence } from '../proposal.ts';

/** A list that others may be read for. */
export interface ParentCandidate {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly record: SchemaView | undefined;
  readonly at: string;
}

/** What stands in the place of a parameter of a path. */
export type PathPart =
  | {
      readonly type: 'parent';
      readonly parent: ParentCandidate;
      readonly field: string;
      readonly isSure: boolean;
      readonly evidence: readonly Evidence[];
    }
  | { readonly type: 'value'; readonly name: string };

/** Fills the parameters of a path: from the records of the list in front of each, else as a value that a person gives. */
export function linkPath(
  path: string,
  at: string,
  lists: ReadonlyMap<string, ParentCandidate>,
  follow: Follow,
): Map<string, PathPart> {
  const parts = new Map<string, PathPart>();
  for (const { 0: braces, index } of path.matchAll(/\{[^{}]+\}/g)) {
    const param = braces.slice(1, -1);
    const before = path.slice(0, index);
    const parent = before.endsWith('/') ? lists.get(barePath(before)) : undefined;
    const found = parent?.record === undefined ? undefined : fieldFor(param, parent.record, parent.name, follow);
    parts.set(
      param,
      parent === undefined || found === undefined
        ? { type: 'value', name: plainName(param).toUpperCase() || 'VALUE' }
        : {
            type: 'parent',
            parent,
            field: found.field,
            isSure: found.isSure,
            evidence: [
              { at, text: `{${param}} behind the path of ${parent.name}` },
              { at: found.at, text: `field ${found.field} of its records` },
            ],
          },
    );
  }
  return parts;
}

/** A path that is the same whatever its parameters are called. */
export function barePath(path: string): string {
  return path
    .replaceAll(/\{[^{}]*\}/g, '{}')
    .replace(/\.json(?=\/|$)/g, '')
    .replace(/\/+$/, '');
}

function fieldFor(
  param: string,
  record: SchemaView,
  list: string,
  follow: Follow,
): { field: string; at: string; isSure: boolean } | undefined {
  const name = plainName(param);
  const tokens = name.split('_');
  const end = tokens.at(-1) ?? '';
  const stem = singular(list.split('_').at(-1) ?? list);
  const find = (wanted: string) =>
    [...record.properties].find(
      ([field, placed]) => plainName(field) === wanted && isScalar(viewSchema(placed, follow).type),
    );
  const exact = find(name);
  const byEnd = tokens.length > 1 || name === 'id' ? find(end) : undefined;
  const byStem = end === 'id' || end === 'key' ? find(`${stem}_${end}`) : undefined;
  const ofStem = name === stem ? (find('id') ?? find('name')) : undefined;
  const found =
    exact ??
    byEnd ??
    byStem ??
    ofStem ??
    (/(^|_)(id|uuid|gid|guid)$/.test(name) ? (find('id') ?? find('uuid') ?? find('gid')) : undefined);
  if (found === undefined) return undefined;
  return {
    field: found[0],
    at: found[1].at,
    isSure: exact !== undefined || (byEnd !== undefined && tokens.slice(0, -1).join('_') === stem),
  };
}

function isScalar(type: SchemaView['type']): boolean {
  return type === 'scalar' || type === 'unknown';
}
