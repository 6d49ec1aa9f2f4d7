import { isDeepStrictEqual } from 'node:util';
import { DangoError } from '../errors/dango-error.ts';
import { isPlainObject } from '../util/plain-object.ts';
import { lineEndingOf } from '../util/line-ending.ts';
import { parseToml } from './parse-toml.ts';
import { shownPaths } from './project-paths.ts';
import { findTomlPlaces, type TomlPlaces } from './toml-places.ts';

/**
 * Writes a text into a TOML file: replaces the value where the key is, else adds it to its section, else adds the
 * section. Comments and all other bytes stay. `section` has dots, such as `sources.shop`; empty for the top level.
 * Throws `usage-invalid` for a section or key that is no plain word, and `config-invalid` when the file is broken or
 * written so that the value cannot be changed without risk.
 */
export function setSecret(text: string, section: string, key: string, value: string): string {
  const path = pathOf(section, key);
  const before = parseToml(text, shownPaths.secrets);
  const literal = toTomlString(value);
  const places = findTomlPlaces(text);
  const existing = places.assignments.find((assignment) => isDeepStrictEqual(assignment.path, path));
  const edited =
    existing === undefined
      ? insertAssignment(text, places, path.slice(0, -1), `${key} = ${literal}`)
      : text.slice(0, existing.valueStart) + literal + text.slice(existing.valueEnd);
  return verify(edited, withValue(before, path, value), path);
}

/**
 * Takes a key out of a TOML file with its line; comments and all other bytes stay, also an empty section.
 * Throws `name-unknown` when it is not there, otherwise as {@link setSecret}.
 */
export function unsetSecret(text: string, section: string, key: string): string {
  const path = pathOf(section, key);
  const before = parseToml(text, shownPaths.secrets);
  if (!hasPath(before, path)) {
    throw new DangoError(`${shownPaths.secrets} has no "${key}" ${section === '' ? 'at the top' : `in [${section}]`}`, {
      code: 'name-unknown',
      hint: 'Run dango secrets list to see what there is.',
    });
  }
  const existing = findTomlPlaces(text).assignments.find((assignment) => isDeepStrictEqual(assignment.path, path));
  if (existing === undefined) throw cannotEdit(path);
  const next = text.indexOf('\n', existing.end);
  const edited = text.slice(0, existing.start) + (next < 0 ? '' : text.slice(next + 1));
  return verify(edited, withoutValue(before, path), path);
}

function pathOf(section: string, key: string): string[] {
  const path = [...(section === '' ? [] : section.split('.')), key];
  const wrong = path.find((part) => !/^[A-Za-z0-9_-]+$/.test(part));
  if (wrong === undefined) return path;
  throw new DangoError(`"${wrong}" cannot name a secret or its section`, {
    code: 'usage-invalid',
    hint: 'Use letters, digits, underscores and dashes.',
  });
}

function insertAssignment(text: string, places: TomlPlaces, section: readonly string[], line: string): string {
  const eol = lineEndingOf(text);
  const header = places.headers.findIndex(({ path, isList }) => !isList && isDeepStrictEqual(path, section));
  const last = places.assignments.findLast((assignment) => assignment.header === header);
  const at = section.length === 0 || header >= 0 ? (last?.end ?? places.headers[header]?.end) : undefined;
  if (at !== undefined) return `${text.slice(0, at)}${eol}${line}${text.slice(at)}`;
  if (section.length === 0 && places.headers.length > 0) {
    const start = text.startsWith('\uFEFF') ? 1 : 0;
    return `${text.slice(0, start)}${line}${eol}${eol}${text.slice(start)}`;
  }
  const ended = text === '' || text.endsWith('\n') ? text : text + eol;
  if (section.length === 0) return `${ended}${line}${eol}`;
  return `${ended}${text.trim() === '' ? '' : eol}[${section.join('.')}]${eol}${line}${eol}`;
}

/** A basic string: JSON's escapes are TOML's, but TOML also wants U+007F escaped. */
function toTomlString(value: string): string {
  if (!value.isWellFormed()) {
    throw new DangoError('The value holds half of a character (a lone surrogate), which no file can hold', {
      code: 'usage-invalid',
      hint: 'Give the value as UTF-8 text.',
    });
  }
  return JSON.stringify(value).replaceAll('\u007F', '\\u007F');
}

/** A table as it is with a value at a path; what is on the way and no table is replaced. */
export function withValue(
  table: unknown,
  [key = '', ...rest]: readonly string[],
  value: string,
): Readonly<Record<string, unknown>> {
  const fields = isPlainObject(table) ? table : {};
  return { ...fields, [key]: rest.length === 0 ? value : withValue(fields[key], rest, value) };
}

function withoutValue(table: unknown, [key = '', ...rest]: readonly string[]): unknown {
  const { [key]: field, ...others } = isPlainObject(table) ? table : {};
  return rest.length === 0 ? others : { ...others, [key]: withoutValue(field, rest) };
}

function hasPath(table: unknown, path: readonly string[]): boolean {
  let value = table;
  for (const step of path) {
    if (!isPlainObject(value) || !Object.hasOwn(value, step)) return false;
    value = value[step];
  }
  return true;
}

/** Reads the edited text again: an unusual spelling can make an edit impossible, but never wrong. */
function verify(edited: string, expected: unknown, path: readonly string[]): string {
  let after: unknown;
  try {
    after = parseToml(edited, shownPaths.secrets);
  } catch {
    throw cannotEdit(path);
  }
  if (!isDeepStrictEqual(after, expected)) throw cannotEdit(path);
  return edited;
}

function cannotEdit(path: readonly string[]): DangoError {
  return new DangoError(
    `The way ${path.join('.')} is written in ${shownPaths.secrets} cannot be changed without risk`,
    {
      code: 'config-invalid',
      hint: `Change ${shownPaths.secrets} in an editor.`,
    },
  );
}
