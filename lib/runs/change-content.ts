import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import { parseExact } from '../util/exact-json.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { savedCursors, type SavedCursor } from '../sync/saved-cursors.ts';
import { withCursorAt, withoutState } from '../warehouse/change-state.ts';
import type { StateContent } from '../warehouse/pipeline-state.ts';

/** What a person wants of a saved state. */
export type StateOrder =
  /** `cursor` is `<resource>.<cursor path>`; the value takes the form that the cursor has. */
  | { readonly kind: 'set'; readonly cursor: string; readonly value: string }
  /** The text of a file: what `dango state get --json` prints, or its `sources` alone. */
  | { readonly kind: 'replace'; readonly text: string }
  | { readonly kind: 'reset'; readonly resource?: string | undefined };

/** @throws DangoError `usage-invalid`, `name-unknown`. */
export function changeContent(content: StateContent, order: StateOrder): StateContent {
  switch (order.kind) {
    case 'set': {
      const { resource, cursor_path: path, ...known } = findCursor(content, order.cursor);
      return withCursorAt(content, resource, path, cursorValue(order.value, known, order.cursor));
    }
    case 'replace':
      return { ...content, sources: readSources(order.text) };
    case 'reset': {
      const { resource } = order;
      if (resource === undefined) return withoutState(content);
      const names = Object.values(content.sources ?? {}).flatMap(({ resources = {} }) => Object.keys(resources));
      if (names.includes(resource)) return withoutState(content, resource);
      throw unknownError(`Nothing is saved of a resource "${resource}".`, resource, names);
    }
  }
}

function findCursor(content: StateContent, words: string): SavedCursor {
  const cursors = savedCursors(content);
  const name = ({ resource, cursor_path: path }: SavedCursor): string => `${resource}.${path}`;
  const found = cursors.find((cursor) => name(cursor) === words);
  if (found !== undefined) return found;
  throw unknownError(`No cursor "${words}" is saved.`, words, cursors.map(name));
}

function unknownError(message: string, given: string, known: readonly string[]): DangoError {
  const meant = closestWord(given, known);
  return new DangoError(message, {
    code: 'name-unknown',
    hint:
      meant !== undefined
        ? `Did you mean "${meant}"?`
        : known.length === 0
          ? 'Nothing is saved.'
          : `There are: ${known.join(', ')}.`,
    context: { name: given },
  });
}

const instant = /^\d{4}-\d\d/;

/** A cursor of numbers stays one, and every digit counts; one of instants takes no other text, which would end it for good. */
function cursorValue(
  text: string,
  { last_value: last, initial_value: initial }: Pick<SavedCursor, 'last_value' | 'initial_value'>,
  cursor: string,
): unknown {
  const known = last ?? initial;
  const isNumber = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  if (typeof known === 'string' && instant.test(known) && !instant.test(text)) {
    throw new DangoError(`The cursor ${cursor} holds dates or instants, and "${text}" is none.`, {
      code: 'usage-invalid',
      hint: `Give one in the form that it has: ${known}.`,
      context: { cursor },
    });
  }
  if (typeof known === 'string' || (known === null && !isNumber)) return text;
  if (isNumber) return parseExact(text);
  throw new DangoError(`The cursor ${cursor} holds numbers, and "${text}" is none.`, {
    code: 'usage-invalid',
    hint: `Give a number, such as ${String(known)}.`,
    context: { cursor },
  });
}

function readSources(text: string): NonNullable<StateContent['sources']> {
  const refuse = (problem: string): DangoError =>
    new DangoError(`The file is no state: ${problem}.`, {
      code: 'usage-invalid',
      hint: 'Begin with what "dango state get NAME --json" prints, and change its "sources".',
    });
  let document: unknown;
  try {
    document = parseExact(text);
  } catch {
    throw refuse('it is no JSON');
  }
  const sources = isPlainObject(document) && isPlainObject(document['sources']) ? document['sources'] : document;
  if (!isPlainObject(sources)) throw refuse('it is no object');
  for (const [source, state] of Object.entries(sources)) {
    const resources = isPlainObject(state) ? (state['resources'] ?? {}) : undefined;
    if (!isPlainObject(resources)) throw refuse(`"${source}" has no "resources"`);
    for (const [name, resource] of Object.entries(resources)) {
      const cursors = isPlainObject(resource) ? (resource['incremental'] ?? {}) : undefined;
      const isFit = isPlainObject(cursors) && Object.values(cursors).every(isCursor);
      if (!isFit) throw refuse(`the cursors of "${name}" are not { initial_value, last_value, unique_hashes }`);
    }
  }
  return sources as NonNullable<StateContent['sources']>;
}

function isCursor(cursor: unknown): boolean {
  if (!isPlainObject(cursor) || !('last_value' in cursor)) return false;
  const { unique_hashes: hashes } = cursor;
  return Array.isArray(hashes) && hashes.every((hash) => typeof hash === 'string');
}
