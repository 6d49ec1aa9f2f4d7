import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parsePlaceholders } from '../spec/placeholders.ts';
import type { FillContext } from './fill-context.ts';
import { fillText } from './fill-text.ts';
import { readPlaceholder, type Placeholder } from './read-placeholder.ts';

/**
 * The address of a request. A placeholder that is the whole endpoint is a URL of the API's own (`/…` starts at its
 * host); elsewhere a value is one piece of the path, and percent-encoded, or several where the placeholder keeps slashes.
 * Undefined when a parent's field is null or empty, so that there is nothing to read for this parent.
 * @throws DangoError `records-missing` for a value that would lead elsewhere.
 */
export function fillPath(path: string, baseUrl: string, context: FillContext): string | undefined {
  const parts = parsePlaceholders(path);
  const ofParent = parts.flatMap((part) => (part.type === 'resource' ? [readPlaceholder(part, context)] : []));
  if (ofParent.some(isEmpty)) return undefined;
  const isWhole = parts.length === 1 && parts[0]?.type === 'resource' && parts[0].keepsSlashes !== true;
  if (!isWhole) {
    return fillText(path, context, (value, placeholder) =>
      placeholder.keepsSlashes === true ? encodePieces(value, placeholder, path) : encodePiece(value, path),
    );
  }
  const url = fillText(path, context);
  return url.startsWith('/') ? new URL(url, baseUrl).href : url;
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function encodePiece(value: string, path: string): string {
  if (value !== '.' && value !== '..') return encodeURIComponent(value.toWellFormed());
  throw leadsElsewhere(`The value "${value}" cannot stand in the path "${path}"`, path);
}

/** Slashes stay; all else that has a meaning in a URL is encoded. */
function encodePieces(value: string, { text }: Placeholder, path: string): string {
  const pieces = value.split('/');
  if (pieces.every((piece) => piece !== '' && piece !== '.' && piece !== '..')) {
    return pieces.map((piece) => encodeURIComponent(piece.toWellFormed())).join('/');
  }
  const what = 'a piece between its slashes is empty or consists of dots';
  throw leadsElsewhere(
    `The value "${value}" of ${text.replace('+', '')} cannot stand in the path "${path}", because ${what}`,
    path,
  );
}

function leadsElsewhere(problem: string, path: string): DangoError {
  return new DangoError(`${problem}: it would lead elsewhere.`, {
    code: 'records-missing',
    hint: 'Name a field that identifies the record.',
    context: { path },
  });
}
