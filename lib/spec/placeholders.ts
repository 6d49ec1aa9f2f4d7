import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';

/** How a placeholder is written. */
interface Written {
  readonly text: string;
  /** `{+resources.repos.full_name}`: in a path, the slashes of the value divide the path. Absent: it is one piece of it. */
  readonly keepsSlashes?: true;
}

/** A piece of a text with placeholders. Joined, the `text` of all pieces is the original without its escapes. */
export type PlaceholderPart =
  | { readonly type: 'literal'; readonly text: string }
  | ({
      /** `{resources.users.id}`: a field of the parent's record. */
      readonly type: 'resource';
      /** Name of the parent resource. */
      readonly resource: string;
      /** A path for {@link parseJsonPath}. */
      readonly fieldPath: string;
    } & Written)
  | ({
      /** `{for_each.country}`: one of the values that the resource is read for. */
      readonly type: 'for_each';
      /** Name of the list. */
      readonly name: string;
      /** A path for {@link parseJsonPath} inside of the value; empty for the value itself. */
      readonly fieldPath: string;
    } & Written)
  | ({
      /** `{incremental.start_value}`: a position of this resource's own cursor. */
      readonly type: 'incremental';
      readonly attribute: IncrementalAttribute;
    } & Written);

/** What `{incremental.…}` can name. None of them moves during a run. */
const incrementalAttributes = ['start_value', 'end_value', 'last_value', 'initial_value'] as const;
export type IncrementalAttribute = (typeof incrementalAttributes)[number];

const opening = /(?<escape>\\)?\{\+?(?:resources|for_each|incremental)\./g;
const forEachPattern = /^\{for_each\.([^.[\]{}]+)(?:\.([^{}]+)|(\[[^{}]+))?\}$/;
const resourcePattern = /^\{resources\.([^.[\]{}]+)(?:\.([^{}]+)|(\[[^{}]+))\}$/;

/**
 * Splits a text at its placeholders. Only `{resources.…}`, `{for_each.…}` and `{incremental.…}` are placeholders, any
 * other brace is plain text, and so is one behind a backslash: `\{resources.a.b}` is the text `{resources.a.b}`. A `+` behind
 * the brace keeps the slashes of the value.
 * Throws `config-invalid` for one that is not complete or names an unknown attribute.
 */
export function parsePlaceholders(text: string): readonly PlaceholderPart[] {
  const parts: PlaceholderPart[] = [];
  let position = 0;
  for (const { index, groups } of text.matchAll(opening)) {
    if (index < position) continue;
    if (index > position) parts.push({ type: 'literal', text: text.slice(position, index) });
    if (groups?.['escape'] !== undefined) {
      position = index + 1;
      continue;
    }
    const end = text.indexOf('}', index);
    if (end < 0) throw invalidPlaceholder(text.slice(index), 'has no closing "}"');
    parts.push(parsePlaceholder(text.slice(index, end + 1)));
    position = end + 1;
  }
  if (position < text.length) parts.push({ type: 'literal', text: text.slice(position) });
  return parts;
}

/** True when the text holds `{resources.`, `{for_each.` or `{incremental.`, complete or not, with or without a `+`, but no backslash. */
export function hasPlaceholder(text: string): boolean {
  return [...text.matchAll(opening)].some(({ groups }) => groups?.['escape'] === undefined);
}

/** A text that {@link parsePlaceholders} reads as nothing but this text. */
export function escapePlaceholders(text: string): string {
  return text.replaceAll(/\{(?=\+?(?:resources|for_each|incremental)\.)/g, String.raw`\{`);
}

/** The opposite, for a text that has no placeholders. */
export function unescapePlaceholders(text: string): string {
  return text.replaceAll(/\\(?=\{\+?(?:resources|for_each|incremental)\.)/g, '');
}

function parsePlaceholder(text: string): PlaceholderPart {
  if (!text.startsWith('{+')) return parseInner(text);
  return { ...parseInner(`{${text.slice(2)}`), text, keepsSlashes: true };
}

function parseInner(text: string): Exclude<PlaceholderPart, { type: 'literal' }> {
  if (text.startsWith('{incremental.')) return parseIncremental(text);
  if (text.startsWith('{for_each.')) return parseForEach(text);
  const [, resource, dotted, bracketed] = resourcePattern.exec(text) ?? [];
  const fieldPath = dotted ?? bracketed;
  if (resource === undefined || fieldPath === undefined) {
    throw invalidPlaceholder(text, 'names no resource and field');
  }
  return { type: 'resource', text, resource, fieldPath };
}

function parseForEach(text: string): Extract<PlaceholderPart, { type: 'for_each' }> {
  const [, name, dotted, bracketed] = forEachPattern.exec(text) ?? [];
  if (name !== undefined) return { type: 'for_each', text, name, fieldPath: dotted ?? bracketed ?? '' };
  throw new DangoError(`The placeholder ${text} names no list of values`, {
    code: 'config-invalid',
    hint: 'Write it as {for_each.<name>}, such as {for_each.country}.',
  });
}

function parseIncremental(text: string): Extract<PlaceholderPart, { type: 'incremental' }> {
  const word = text.slice('{incremental.'.length, -1);
  const attribute = incrementalAttributes.find((known) => known === word);
  if (attribute !== undefined) return { type: 'incremental', text, attribute };
  const meant = closestWord(word, incrementalAttributes);
  throw new DangoError(`The placeholder ${text} names "${word}", which a cursor does not have`, {
    code: 'config-invalid',
    hint:
      meant === undefined ? `Use one of: ${incrementalAttributes.join(', ')}.` : `Did you mean {incremental.${meant}}?`,
  });
}

function invalidPlaceholder(text: string, problem: string): DangoError {
  return new DangoError(`The placeholder ${text} ${problem}`, {
    code: 'config-invalid',
    hint: 'Write it as {resources.<resource>.<field>}, such as {resources.users.id}.',
  });
}
