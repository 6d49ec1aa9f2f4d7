import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parsePlaceholders } from '../spec/placeholders.ts';
import type { FillContext } from './fill-context.ts';
import { fillText } from './fill-text.ts';
import { readPlaceholder } from './read-placeholder.ts';

/**
 * The address of a request. A placeholder that is the whole endpoint is a URL of the API's own (`/…` starts at its
 * host); elsewhere a value is one piece of the path, and percent-encoded. Undefined when a parent's field is null or
 * empty, so that there is nothing to read for this parent.
 */
export function fillPath(path: string, baseUrl: string, context: FillContext): string | undefined {
  const parts = parsePlaceholders(path);
  const ofParent = parts.flatMap((part) => (part.type === 'resource' ? [readPlaceholder(part, context)] : []));
  if (ofParent.some(isEmpty)) return undefined;
  const isWhole = parts.length === 1 && parts[0]?.type === 'resource';
  if (!isWhole) return fillText(path, context, (value) => encodeSegment(value, path));
  const url = fillText(path, context);
  return url.startsWith('/') ? new URL(url, baseUrl).href : url;
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || value === undefined || value === '';
}

function encodeSegment(value: string, path: string): string {
  if (value !== '.' && value !== '..') return encodeURIComponent(value.toWellFormed());
  throw new DangoError(`The value "${value}" cannot stand in the path "${path}": it would lead elsewhere.`, {
    code: 'records-missing',
    hint: 'Name a field that identifies the record.',
    context: { path },
  });
}
