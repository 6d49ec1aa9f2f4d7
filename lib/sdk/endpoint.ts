import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';

/** A field that names what to read is null or empty: nothing is read for its record. */
export class NothingToRead extends Error {
  override readonly name = 'NothingToRead';
}

/** A value whose slashes divide the path. */
export class Slashed {
  readonly value: JsonValue;

  constructor(value: JsonValue) {
    this.value = value;
  }
}

/** A value for {@link endpoint} whose slashes divide the path, such as `owner/repo`. */
export function slashed(value: JsonValue): Slashed {
  return new Slashed(value);
}

/**
 * A path with values in it: `` endpoint`/posts/${fieldOf(post, 'id')}/comments` ``. Each value is one piece of the path and
 * percent-encoded. Where one is null or empty, the resource reads nothing for this record of its parent, with a warning.
 * @throws DangoError `records-missing` for a value that would lead elsewhere (`.`, `..`), and for lists and objects.
 */
export function endpoint(texts: TemplateStringsArray, ...values: readonly (JsonValue | undefined | Slashed)[]): string {
  const pieces = values.map((given) => {
    const isSlashed = given instanceof Slashed;
    const text = pathText(isSlashed ? given.value : given);
    return isSlashed ? text.split('/').map(encodePiece).join('/') : encodePiece(text);
  });
  return texts.map((text, index) => `${text}${pieces[index] ?? ''}`).join('');
}

/**
 * An address that a record gives, as a whole: an absolute URL, or a path from the root of the server that `baseUrl` names.
 * Where it is null or empty, the resource reads nothing for this record, with a warning.
 */
export function linkOf(value: JsonValue | undefined, baseUrl: string): string {
  const url = pathText(value);
  return url.startsWith('/') ? new URL(url, baseUrl).href : url;
}

function pathText(value: JsonValue | undefined): string {
  if (value === null || value === undefined || value === '') throw new NothingToRead();
  if (typeof value !== 'object') return String(value);
  throw new DangoError(`A path cannot hold ${Array.isArray(value) ? 'a list' : 'an object'}.`, {
    code: 'records-missing',
    hint: 'Name a field that holds text or a number.',
  });
}

function encodePiece(piece: string): string {
  if (piece !== '' && piece !== '.' && piece !== '..') return encodeURIComponent(piece.toWellFormed());
  throw new DangoError(`The value "${piece}" cannot stand in a path: it would lead elsewhere.`, {
    code: 'records-missing',
    hint: 'Name a field that identifies the record.',
  });
}
