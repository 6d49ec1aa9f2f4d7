import { isPlainObject } from '../../util/plain-object.ts';
import { pointerPart, type Follow, type PlacedSchema } from '../json-schema.ts';
import type { Note } from '../proposal.ts';

/** A document with those that it refers to, parsed. */
export interface DocumentSet {
  /** Name of the document itself: a path relative to where it lies, or its address. */
  readonly root: string;
  /** By name, the root included. */
  readonly documents: ReadonlyMap<string, unknown>;
  /** Where the document itself is not as its specification has it. Default: nobody looked. */
  readonly faults?: readonly Note[];
}

/** References that lead on to references; a circle of them ends here. */
const mostHops = 30;

/** Follows `$ref` through a set of documents. A place is `#/paths` in the root, `schemas/user.yaml#/User` elsewhere. */
export function createFollow(set: DocumentSet): Follow {
  return (placed) => {
    let current: PlacedSchema | undefined = placed;
    for (let hop = 0; hop < mostHops && current !== undefined; hop++) {
      const reference = current.schema['$ref'];
      if (typeof reference !== 'string') return current;
      current = lookUp(set, reference, current.at);
    }
    return undefined;
  };
}

function lookUp(set: DocumentSet, reference: string, at: string): PlacedSchema | undefined {
  const [file = '', pointer = ''] = reference.split('#');
  const from = at.slice(0, at.indexOf('#'));
  const name = file === '' ? from || set.root : resolveName(from || set.root, file);
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => decode(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let value: unknown = set.documents.get(name);
  for (const step of steps) {
    if (Array.isArray(value)) value = value[Number(step)] as unknown;
    else value = isPlainObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  const place = `${name === set.root ? '' : name}#${steps.map((step) => `/${pointerPart(step)}`).join('')}`;
  return isPlainObject(value) ? { schema: value, at: place } : undefined;
}

/** Names of the documents that one refers to, outside of itself. */
export function referredDocuments(document: unknown, name: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open: unknown[] = [document];
  const seen = new Set<unknown>();
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isPlainObject(value) && typeof value['$ref'] === 'string') {
      const [file = ''] = value['$ref'].split('#');
      if (file !== '') found.add(resolveName(name, file));
    }
    open.push(...(Object.values(value) as unknown[]));
  }
  return found;
}

/** Where a name leads from another: addresses as in a browser, paths as in a folder. */
export function resolveName(from: string, name: string): string {
  if (URL.canParse(name)) return name;
  if (URL.canParse(from)) return new URL(name, from).href;
  const parts: string[] = [];
  for (const part of [...from.split('/').slice(0, -1), ...name.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return decode(parts.join('/'));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
