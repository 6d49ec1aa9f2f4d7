import type { Follow, SchemaView } from './json-schema.ts';
import { viewSchema } from './json-schema.ts';
import { chip, type Chip } from './proposal.ts';
import { singular } from './find-records.ts';
import { plainName } from './source-name.ts';

export interface KeyFacts {
  readonly record: SchemaView;
  /** Name of the resource: `user_id` is the key of `users`. */
  readonly name: string;
  /** A request that reads one record by this parameter; undefined where none is described. */
  readonly itemParam?: { readonly name: string; readonly at: string } | undefined;
  /** Whether it is read for each record of a parent: an id may then count within that only. */
  readonly isChild: boolean;
}

/** The field that tells records apart, if one does by its name. */
export function proposeKey({ record, name, itemParam, isChild }: KeyFacts, follow: Follow): Chip<string> | undefined {
  if (record.type !== 'object') return undefined;
  const stem = singular(name.split('_').at(-1) ?? name);
  const byName = ['id', 'uuid', 'guid', '_id', 'gid', 'Id', 'ID'].find((field) => record.properties.has(field));
  const byStem = [...record.properties.keys()].find((field) =>
    ['id', 'uuid', 'key'].some((end) => plainName(field) === `${stem}_${end}`),
  );
  const byItem =
    itemParam === undefined
      ? undefined
      : [...record.properties.keys()].find((field) => plainName(field) === plainName(itemParam.name));
  const field = byName ?? byStem ?? byItem;
  const placed = field === undefined ? undefined : record.properties.get(field);
  if (field === undefined || placed === undefined) return undefined;
  const view = viewSchema(placed, follow);
  if (view.type === 'array' || view.type === 'object') return undefined;
  const isWide = view.format === 'uuid' || view.format === 'int64';
  const isTaken = itemParam !== undefined && !isChild;
  const surety = isChild ? (isWide ? 'likely' : 'guess') : isTaken && record.required.has(field) ? 'sure' : 'likely';
  const reasons = [
    { at: placed.at, text: `field ${field}${record.required.has(field) ? ', in every record' : ''}` },
    ...(itemParam === undefined ? [] : [{ at: itemParam.at, text: `one record is read by ${itemParam.name}` }]),
  ];
  return chip(field, surety, ...reasons);
}
