import { isPlainObject } from '../../util/plain-object.ts';
import type { SchemaObject } from '../json-schema.ts';

/** Values in a piece: few enough that a piece in which everything is wrong is looked at in a second. */
const mostValues = 5000;

/** Mappings by name, which may have any number of entries. */
const mappings = ['paths', 'webhooks', 'definitions', 'parameters', 'responses', 'securityDefinitions'];

/** What each piece must have to be a document. */
const always = ['swagger', 'openapi', 'info', 'paths'];

/**
 * A document as many small ones: what stands at its top, then some entries of one mapping at a time. An entry that is bigger than a
 * piece is left out, and so is what is bigger at the top.
 */
export function* cutDocument(document: SchemaObject): Generator<SchemaObject> {
  // It must be there, so nothing can be said of a document without it.
  if (isBig(document['info'])) return;
  const components = isMapping(document['components']) ? document['components'] : undefined;
  const top = topOf(document, (key) => mappings.includes(key) || (key === 'components' && components !== undefined));
  yield top;
  const base = Object.fromEntries(Object.entries(top).filter(([key]) => always.includes(key)));
  for (const key of mappings) for (const piece of piecesOf(document[key])) yield { ...base, [key]: piece };
  if (components === undefined) return;
  yield { ...base, components: topOf(components, () => true) };
  for (const [key, value] of Object.entries(components))
    for (const piece of piecesOf(value)) yield { ...base, components: { [key]: piece } };
}

function topOf(document: SchemaObject, isEmptied: (key: string) => boolean): SchemaObject {
  const kept = Object.entries(document).filter(([key, value]) => (isEmptied(key) && isMapping(value)) || !isBig(value));
  return Object.fromEntries(kept.map(([key, value]) => [key, isEmptied(key) && isMapping(value) ? {} : value]));
}

function* piecesOf(mapping: unknown): Generator<SchemaObject> {
  if (!isMapping(mapping)) return;
  let piece: [string, unknown][] = [];
  let size = 0;
  for (const [name, value] of Object.entries(mapping)) {
    const added = sizeOf(value);
    if (added > mostValues) continue;
    if (size + added > mostValues) {
      yield Object.fromEntries(piece);
      piece = [];
      size = 0;
    }
    piece.push([name, value]);
    size += added;
  }
  if (piece.length > 0) yield Object.fromEntries(piece);
}

/** Nothing stands for a reference to it. */
function isMapping(value: unknown): value is SchemaObject {
  return isPlainObject(value) && typeof value['$ref'] !== 'string';
}

function isBig(value: unknown): boolean {
  return sizeOf(value) > mostValues;
}

/** Values in a value; as soon as they are too many, no more are counted. */
function sizeOf(value: unknown): number {
  const open = [value];
  let size = 0;
  for (let next = open.pop(); size <= mostValues; next = open.pop()) {
    size += 1;
    if (typeof next === 'object' && next !== null) {
      const inner = Object.values(next) as unknown[];
      if (inner.length > mostValues) return inner.length;
      open.push(...inner);
    }
    if (open.length === 0) return size;
  }
  return size;
}
