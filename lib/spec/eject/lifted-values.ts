import { DangoError } from '../../errors/dango-error.ts';
import { hasInterpolation, parseInterpolation, type InterpolationPart } from '../interpolation.ts';
import type { KeyPath } from '../key-path.ts';
import type { RestApiSourceSpec } from '../source-spec.ts';
import { mapStrings } from '../walk-strings.ts';
import { toSnakeCase } from '../../util/snake-case.ts';

/** A value that does not belong into code: it becomes a parameter of the module's source. */
export interface LiftedValue {
  /** As the module names it: `githubToken`. */
  readonly name: string;
  /** As sources.yml names it: `github_token`. */
  readonly key: string;
  readonly isSecret: boolean;
  /** What sources.yml says for it: `${GITHUB_TOKEN}`, or a secret that was written there. */
  readonly text: string;
}

/** Which texts of a source are secret. */
export interface SecretPlaces {
  /** A text that is a secret although it is written as it is. */
  isWritten(path: KeyPath): boolean;
  /** A reference whose value is sent as authentication, or named like it. */
  isReference(path: KeyPath, parts: readonly InterpolationPart[], index: number): boolean;
}

export interface LiftedSource {
  /** The spec with a mark in place of each value. */
  readonly spec: RestApiSourceSpec;
  readonly values: readonly LiftedValue[];
}

/** A piece of a text with marks. */
export type MarkedPart =
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'value'; readonly value: LiftedValue };

// Two characters of Unicode's private area that no configuration has.
const opening = '\uE000';
const firstIndex = 0xe100;
const mark = /\uE000([\uE100-\uF8FF])/g;

/**
 * Takes the values out of a source that come from outside (`${NAME}`), and secrets that are written in it.
 * @param taken names that parameters must not have.
 */
export function liftValues(spec: RestApiSourceSpec, places: SecretPlaces, taken: ReadonlySet<string>): LiftedSource {
  const values = new Map<string, LiftedValue>();
  const names = new Set(taken);
  const lift = (text: string, wish: string, isSecret: boolean): string => {
    const known = values.get(text);
    const name = known?.name ?? freeName(wish, names);
    names.add(name);
    values.set(text, { name, key: toSnakeCase(name), text, isSecret: isSecret || known?.isSecret === true });
    return `${opening}${String.fromCharCode(firstIndex + [...values.keys()].indexOf(text))}`;
  };
  const marked = mapStrings(spec, (text, path) => {
    if (text.includes(opening)) throw unusualText(text);
    if (!hasInterpolation(text)) {
      return path[0] === 'rest_api' && places.isWritten(path) ? lift(text, String(path.at(-1)), true) : text;
    }
    if (path[0] !== 'rest_api') return text;
    const parts = parseInterpolation(text);
    return parts
      .map((part, index) => {
        if (part.type === 'literal') return part.text;
        const isBase = path.length === 2 && path[1] === 'base_url' && parts.length === 1;
        return lift(written(part), isBase ? 'baseUrl' : part.name, places.isReference(path, parts, index));
      })
      .join('');
  });
  return { spec: marked, values: [...values.values()] };
}

/** The pieces of a text in which values were marked. */
export function markedParts(text: string, values: readonly LiftedValue[]): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  let position = 0;
  for (const match of text.matchAll(mark)) {
    if (match.index > position) parts.push({ type: 'literal', text: text.slice(position, match.index) });
    const value = values[(match[1] ?? '').charCodeAt(0) - firstIndex];
    if (value !== undefined) parts.push({ type: 'value', value });
    position = match.index + match[0].length;
  }
  if (position < text.length) parts.push({ type: 'literal', text: text.slice(position) });
  return parts;
}

export function hasMark(text: string): boolean {
  return text.includes(opening);
}

/** What a text has before its first mark. */
export function beforeMark(text: string): string {
  return text.split(opening, 1).join('');
}

function written({ name, defaultText }: Extract<InterpolationPart, { type: 'reference' }>): string {
  return `\${${name}${defaultText === undefined ? '' : `:-${defaultText}`}}`;
}

/** `GITHUB_TOKEN` and `credentials.github_token` wish for `githubToken`; a name that is taken gets a word behind. */
function freeName(wish: string, taken: ReadonlySet<string>): string {
  const words = toSnakeCase(wish.replace(/^credentials\./, ''))
    .split('_')
    .filter((word) => word !== '');
  const camel = words.map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`)).join('');
  const base = /^[a-z]/.test(camel) ? camel : `value${camel}`;
  for (const name of [base, `${base}Value`]) if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

function unusualText(text: string): DangoError {
  return new DangoError(`The text ${JSON.stringify(text)} has a character that stands for nothing (U+E000).`, {
    code: 'config-invalid',
    hint: 'Remove the character.',
  });
}
