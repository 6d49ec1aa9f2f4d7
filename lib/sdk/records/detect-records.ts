import type { JsonPath } from '../../spec/json-path.ts';
import { formatKeyPath } from '../../spec/key-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { collectLists, type FoundList } from './collect-lists.ts';

/** A place at which the records of a response may lie. */
export interface RecordsCandidate {
  readonly path: JsonPath;
  /** How many records there are. */
  readonly count: number;
  /** `sure`: nothing else comes into question; `likely`: it is the best of several, or the name is not a usual one. */
  readonly confidence: 'sure' | 'likely' | 'unsure';
  /** What speaks for it, in words. */
  readonly evidence: readonly string[];
}

const listNames = new Set(
  'data items results entries records rows entities payload content objects values nodes edges'.split(' '),
);
/** Names that hold records even in an object that has an id, which is then the id of the response. */
const strongListNames = new Set(['data', 'results', 'records']);

/**
 * Where the records of a response may lie, the best place first: the body itself if it is a list; else a list under a
 * well-known name such as `data` or `_embedded.items`; else the only list of objects. An object without such a list is
 * one record, and so is one with an `id` of its own, unless it has a list `data`, `results` or `records`.
 */
export function detectRecords(body: unknown): readonly [RecordsCandidate, ...RecordsCandidate[]] {
  if (Array.isArray(body)) return [whole(body.length, 'sure', 'the response is a list')];
  if (!isPlainObject(body)) return [whole(body === null ? 0 : 1, 'sure', 'the response is no object')];
  const lists = collectLists(body, strongListNames);
  // The shallowest list wins: `data` before `meta.values`.
  const named = lists.filter(isNamedList).toSorted((left, right) => left.names.length - right.names.length);
  const ofObjects = lists.filter(({ list }) => list.length > 0 && list.every(isPlainObject));
  const [first, ...others] = named;
  if (first !== undefined) {
    const rivals = [...others, ...ofObjects.filter((list) => !named.includes(list))];
    const reason = `"${first.names.at(-1)}" is a usual name for records`;
    const best = candidate(first, rivals.length === 0 ? 'sure' : 'likely', reason);
    return [best, ...rivals.map((list) => candidate(list, 'unsure', 'a list beside it'))];
  }
  const [only, ...more] = ofObjects;
  if (only !== undefined && more.length === 0) return [candidate(only, 'likely', 'it is the only list of objects')];
  if (only !== undefined) {
    const reason = `there are several lists (${ofObjects.map(({ names }) => formatKeyPath(names)).join(', ')})`;
    const others = ofObjects.map((list) => candidate(list, 'unsure', 'one of several lists of objects'));
    return [whole(1, 'unsure', reason), ...others];
  }
  const [single, another] = lists;
  if (single !== undefined && another === undefined && single.list.length === 0 && isEnvelope(body, single)) {
    return [candidate(single, 'likely', 'only talk about the response surrounds this empty list')];
  }
  return [whole(1, 'sure', 'the response is one object without a list of records')];
}

function whole(count: number, confidence: RecordsCandidate['confidence'], reason: string): RecordsCandidate {
  return { path: { text: '$', steps: [] }, count, confidence, evidence: [reason] };
}

function candidate(
  { names, list }: FoundList,
  confidence: RecordsCandidate['confidence'],
  reason: string,
): RecordsCandidate {
  const path: JsonPath = { text: formatKeyPath(names), steps: names.map((name) => ({ type: 'name', name })) };
  return { path, count: list.length, confidence, evidence: [reason, `${path.text} holds ${list.length}`] };
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
