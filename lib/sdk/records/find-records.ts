import type { JsonPath } from '../../spec/json-path.ts';
import { formatKeyPath } from '../../spec/key-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';

const listNames = new Set('data items results entries records rows entities payload content objects values'.split(' '));
/** Names that hold records even in an object that has an id, which is then the id of the response. */
const strongListNames = new Set(['data', 'results', 'records']);
const idNames = ['id', 'uuid', '_id'];
const maxDepth = 3;

interface FoundList {
  readonly names: readonly string[];
  readonly list: readonly unknown[];
}

/**
 * Where the records of a response lie: the body itself if it is a list; else a list under a well-known name such as
 * `data` or `_embedded.items`; else the only list of objects. An object without such a list is one record, and so is
 * one with an `id` of its own, unless it has a list `data`, `results` or `records`.
 */
export function findRecords(body: unknown): JsonPath {
  if (!isPlainObject(body)) return toPath([]);
  const lists = collectLists(body, []);
  // The shallowest list wins: `data` before `meta.values`.
  const [named] = lists.filter(isNamedList).toSorted((left, right) => left.names.length - right.names.length);
  if (named !== undefined) return toPath(named.names);
  const ofObjects = lists.filter(({ list }) => list.length > 0 && list.every(isPlainObject));
  if (ofObjects.length > 0) return toPath(ofObjects.length === 1 ? (ofObjects[0]?.names ?? []) : []);
  const [only, another] = lists;
  const isEmptyEnvelope = another === undefined && only?.list.length === 0 && isEnvelope(body, only);
  return toPath(isEmptyEnvelope ? only.names : []);
}

function collectLists(value: Readonly<Record<string, unknown>>, names: readonly string[]): FoundList[] {
  if (names.length === maxDepth) return [];
  const hasId = idNames.some((name) => Object.hasOwn(value, name));
  return Object.entries(value).flatMap(([name, inner]): FoundList[] => {
    if (hasId && !strongListNames.has(name)) return [];
    if (Array.isArray(inner)) return [{ names: [...names, name], list: inner }];
    return isPlainObject(inner) ? collectLists(inner, [...names, name]) : [];
  });
}

function isNamedList({ names, list }: FoundList): boolean {
  const name = names.at(-1) ?? '';
  const holdsScalars = list.length > 0 && !list.some(isPlainObject);
  return holdsScalars ? strongListNames.has(name) && names.length === 1 : listNames.has(name);
}

const envelopeKey =
  /^(total|count|page|limit|offset|size|next|prev|previous|first|last|per_?page|has_?more|cursor|status|success|ok|code|message|meta|links?|paging|pagination|kind|etag|object|took)/i;

/** Whether all that surrounds an empty list talks about the response, not about a thing that has an empty list. */
function isEnvelope(body: Readonly<Record<string, unknown>>, { names: [listName] }: FoundList): boolean {
  return Object.keys(body).every((name) => name === listName || envelopeKey.test(name.replace(/^_+/, '')));
}

function toPath(names: readonly string[]): JsonPath {
  return {
    text: names.length === 0 ? '$' : formatKeyPath(names),
    steps: names.map((name) => ({ type: 'name', name })),
  };
}
