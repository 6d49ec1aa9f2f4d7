import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type YAMLError,
} from 'yaml';
import type { SourceLocation } from '../errors/source-location.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { formatKeyPath, type KeyPath } from './key-path.ts';
import { scalarOffset } from './scalar-offset.ts';
import type { SourceIssue } from './source-issue.ts';
import { wordSyntaxFault } from './syntax-fault.ts';

/** A YAML text that knows where each of its values was written. */
export interface YamlText {
  readonly file: string;
  readonly document: Document;
  readonly syntaxIssues: readonly SourceIssue[];
  /** Where a key or a value is written; for one that is missing, the place where it should be. */
  locate(path: KeyPath, part?: 'key' | 'value'): SourceLocation;
  /** Where a character of a text value is written, counted from the start of the text. */
  locateCharacter(path: KeyPath, offset: number): SourceLocation;
  locateOffset(offset: number): SourceLocation;
}

/** Reads a YAML text; never throws. `file` is the path that people know. */
export function readYaml(text: string, file: string): YamlText {
  const lineCounter = new LineCounter();
  // Integers arrive as bigint, so that `toJson` can keep those that a number would round.
  const document = parseDocument(text, {
    lineCounter,
    keepSourceTokens: true,
    intAsBigInt: true,
    merge: true,
    prettyErrors: false,
    // It would warn on stderr of keys that are mappings, which are unknown keys.
    logLevel: 'error',
  });
  const locateOffset = (offset: number): SourceLocation => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  return {
    file,
    document,
    syntaxIssues: syntaxFaults(document).map(({ error, offset }) => ({
      source: undefined,
      keyPath: formatKeyPath([]),
      at: locateOffset(offset),
      ...wordSyntaxFault(error, text, offset),
    })),
    locate: (path, part = 'value') => locateOffset(findOffset(document, path, part)),
    locateCharacter: (path, offset) =>
      locateOffset(scalarOffset(text, document.getIn(path, true), offset) ?? findOffset(document, path, 'value')),
    locateOffset,
  };
}

export interface YamlValue {
  /** As JSON; null for nothing. */
  readonly value: unknown;
  /** Why there is no value: an alias without anchor, aliases that expand without bound, `<<` of what is no mapping. */
  readonly problem?: string;
}

/** The value at a path as JSON, aliases resolved. */
export function yamlValue({ document }: YamlText, path: KeyPath = []): YamlValue {
  const node = document.getIn(path, true);
  if (!isNode(node)) return { value: null };
  try {
    return { value: exactIntegers(node.toJS(document, { maxAliasCount: 100 })) };
  } catch (error) {
    if (error instanceof ReferenceError) return { value: null, problem: `Not valid YAML: ${error.message}` };
    // An anchor that holds its own alias would expand for ever.
    if (error instanceof RangeError) return { value: null, problem: 'Not valid YAML: An alias contains itself' };
    if (error instanceof Error && error.message.startsWith('Merge sources')) {
      return { value: null, problem: 'Not valid YAML: Only mappings can be merged with <<' };
    }
    throw error;
  }
}

function exactIntegers(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (Array.isArray(value)) return value.map(exactIntegers);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exactIntegers(item)]));
}

interface PlacedError {
  readonly error: YAMLError;
  readonly offset: number;
}

/** The first error by its place, and keys that are there twice. What the parser stumbles over behind the first is its echo. */
function syntaxFaults(document: Document): readonly PlacedError[] {
  const errors = document.errors
    .map((error) => ({ error, offset: faultOffset(document, error) }))
    .toSorted((one, other) => one.offset - other.offset);
  const first = errors.find(({ error }) => error.code !== 'DUPLICATE_KEY');
  return errors.filter((placed) => placed === first || placed.error.code === 'DUPLICATE_KEY');
}

/** A quote that is never closed is noticed at the end of the text, far from where it was opened: tell the opening. */
function faultOffset(document: Document, { code, pos }: YAMLError): number {
  let offset = pos[0];
  if (code !== 'MISSING_CHAR') return offset;
  visit(document, {
    Scalar(_, { type, range }) {
      const isOpen = type?.startsWith('QUOTE_') === true && range && range[0] < pos[0] && pos[0] <= range[2];
      if (isOpen === true) offset = range[0];
    },
  });
  return offset;
}

/** Follows the path as far as it exists and remembers the best place seen. */
function findOffset(document: Document, path: KeyPath, part: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const parent: unknown = isAlias(node) ? node.resolve(document) : node;
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => keyText(key) === String(step));
      if (pair === undefined) return offset;
      const isLast = index === path.length - 1;
      offset = pairOffset(pair, isLast ? part : 'key') ?? offset;
      node = pair.value;
    } else if (isSeq(parent) && typeof step === 'number') {
      node = parent.items[step];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function pairOffset({ key, value }: Pair, part: 'key' | 'value'): number | undefined {
  const isEmpty = value === null || (isScalar(value) && value.source === '' && value.type === 'PLAIN');
  return (part === 'value' && !isEmpty ? startOf(value) : undefined) ?? startOf(key);
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
