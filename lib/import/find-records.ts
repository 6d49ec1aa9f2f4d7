import { bareName, isPagingEnvelope } from './paging-words.ts';
import { viewSchema, type Follow, type PlacedSchema, type SchemaView } from './json-schema.ts';
import { plainName } from './source-name.ts';
import { chip, type Chip } from './proposal.ts';

/** Where the records of a response lie, as its schema has it. */
export interface FoundRecords {
  readonly kind: 'list' | 'document' | 'unknown';
  /** `$` for the response itself. Absent for a document. */
  readonly selector?: Chip<string> | undefined;
  /** One record; absent where nothing is known of it. */
  readonly record?: SchemaView | undefined;
}

/** Names that hold the records wherever they stand. */
const recordNames = new Set([
  'data',
  'items',
  'results',
  'entries',
  'records',
  'rows',
  'entities',
  'content',
  'objects',
  'values',
  'value',
  'list',
  'elements',
  'collection',
  'result',
  'hits',
  'documents',
  'docs',
  'nodes',
  'edges',
  'resources',
  'response',
  'payload',
  'members',
]);

interface Candidate {
  readonly path: readonly string[];
  readonly at: string;
  readonly record: SchemaView | undefined;
  readonly score: number;
}

/** Levels of objects around the list that are looked into. */
const maxLevels = 3;
const maxGraphqlLevels = 6;

/**
 * Finds the list of records in a response. An object with an `id` of its own is one record, whatever lists it has.
 * @param path of the request: its last part often names the list.
 * @param isGraphql whether it answers a query of GraphQL, which names every object around the list. Default false.
 */
export function findRecords(response: PlacedSchema, follow: Follow, path: string, isGraphql = false): FoundRecords {
  const root = viewSchema(response, follow);
  if (root.type === 'array') {
    const record = root.items === undefined ? undefined : viewSchema(root.items, follow);
    return { kind: 'list', selector: chip('$', 'sure', { at: root.at, text: 'the response is a list' }), record };
  }
  if (root.type !== 'object') return { kind: 'unknown' };
  const word = lastWord(path);
  const candidates: Candidate[] = [];
  collect(root, [], { follow, word, candidates, isGraphql });
  const isRecord = root.properties.has('id');
  const ranked = candidates
    .filter(({ score }) => score > (isRecord ? 2 : 0))
    .sort((one, other) => other.score - one.score);
  const [best, second] = ranked;
  if (best === undefined) return { kind: 'document', record: root };
  const rivals = ranked.filter(({ score }) => score === best.score).length;
  const confidence =
    root.isChoice || (rivals > 1 && second !== undefined) ? 'guess' : best.score >= 3 ? 'sure' : 'likely';
  const text =
    rivals > 1
      ? `one of ${rivals} lists in the response`
      : best.score >= 3
        ? 'a list called so holds the records'
        : 'the list of objects in the response';
  return { kind: 'list', selector: chip(writePath(best.path), confidence, { at: best.at, text }), record: best.record };
}

interface Search {
  readonly follow: Follow;
  readonly word: string;
  readonly candidates: Candidate[];
  readonly isGraphql: boolean;
}

function collect(view: SchemaView, path: readonly string[], search: Search): void {
  const isInEnvelope = path.some((step) => isPagingEnvelope(step) && !recordNames.has(bareName(step)));
  for (const [name, property] of view.properties) {
    const inner = viewSchema(property, search.follow);
    const steps = [...path, name];
    const node = search.isGraphql && name === 'edges' ? nodeOf(inner, search.follow) : undefined;
    if (node !== undefined) {
      search.candidates.push({
        path: [...steps, '*', 'node'],
        at: inner.at,
        record: node,
        score: 5 - path.length * 0.1,
      });
    } else if (inner.type === 'array') {
      const record = inner.items === undefined ? undefined : viewSchema(inner.items, search.follow);
      const score = isInEnvelope ? 0 : scoreOf(name, record, search.word, path.length);
      search.candidates.push({ path: steps, at: inner.at, record, score });
    } else if (inner.type === 'object' && isLookedInto(steps, search)) {
      collect(inner, steps, search);
    }
  }
}

/** The record in each edge of a connection of GraphQL. */
function nodeOf({ items }: SchemaView, follow: Follow): SchemaView | undefined {
  const node = items === undefined ? undefined : viewSchema(items, follow).properties.get('node');
  return node === undefined ? undefined : viewSchema(node, follow);
}

function isLookedInto(steps: readonly string[], { isGraphql, word }: Search): boolean {
  if (isGraphql) return steps.length < maxGraphqlLevels;
  return steps.length < maxLevels && isWrapper(steps.at(-1) ?? '', word);
}

/** Objects that only wrap the list: those called so, as the path, or with an underscore in front (`_embedded`). */
function isWrapper(name: string, word: string): boolean {
  return (
    recordNames.has(bareName(name)) ||
    name.startsWith('_embedded') ||
    plainName(name) === word ||
    /response|result|data/i.test(name)
  );
}

/** 3 and more: by its name; 1: because it holds objects; 0: it holds something else. */
function scoreOf(name: string, record: SchemaView | undefined, word: string, depth: number): number {
  const holdsObjects = record?.type === 'object' || record?.type === 'unknown' || record === undefined;
  const isNamed = recordNames.has(bareName(name));
  const isOfPath = plainName(name) === word || (word.length > 3 && singular(plainName(name)) === singular(word));
  if (!holdsObjects) return isNamed || isOfPath ? 2.5 : 0;
  return (isOfPath ? 4 : isNamed ? 3 : isErrorList(name) ? -2 : 1) - depth * 0.1;
}

function isErrorList(name: string): boolean {
  return /^(errors?|warnings?|messages?|included|links|facets|aggregations|sorts?|columns|fields)$/i.test(name);
}

function lastWord(path: string): string {
  const segments = path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('{'));
  return plainName((segments.at(-1) ?? '').replace(/\.\w+$/, ''));
}

/** `categories` and `category` are the same word. */
export function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** A path as sources.yml has it: names that are no plain words stand in brackets. */
export function writePath(steps: readonly string[]): string {
  return steps
    .map((step, index) =>
      step === '*'
        ? '[*]'
        : /^[A-Za-z_][\w-]*$/.test(step)
          ? `${index === 0 ? '' : '.'}${step}`
          : `['${step.replaceAll(/['\\]/g, String.raw`\$&`)}']`,
    )
    .join('');
}
