import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parsePlaceholders } from '../spec/placeholders.ts';
import type { FillContext } from './fill-context.ts';
import { readPlaceholder, type Placeholder } from './read-placeholder.ts';

/** A text whose placeholders are filled. One that is nothing but a placeholder keeps the type of the value. */
export function fillValue(text: string, context: FillContext): JsonValue | undefined {
  const parts = parsePlaceholders(text);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.type !== 'literal') return readPlaceholder(only, context);
  return fillText(text, context);
}

/**
 * A text whose placeholders are filled with text.
 * @param encode applied to each value, not to the text around it.
 * @throws DangoError `records-missing` for null, lists and objects, which have no place inside a text.
 */
export function fillText(
  text: string,
  context: FillContext,
  encode: (value: string, placeholder: Placeholder) => string = (value) => value,
): string {
  return parsePlaceholders(text)
    .map((part) =>
      part.type === 'literal' ? part.text : encode(toText(readPlaceholder(part, context), part, context), part),
    )
    .join('');
}

function toText(value: JsonValue | undefined, part: Placeholder, { resource }: FillContext): string {
  if (value !== null && value !== undefined && typeof value !== 'object') return String(value);
  if (part.type === 'incremental' && part.attribute === 'end_value') {
    throw new DangoError(`Resource "${resource}" has no value for ${part.text}: the run has no end.`, {
      code: 'cursor-invalid',
      hint: 'Give the incremental an end_value or the sync an --until, or let the placeholder be all of a parameter, which is left out then.',
      context: { resource },
    });
  }
  if (part.type === 'incremental') {
    throw new DangoError(`Resource "${resource}" has no value for ${part.text} on its first run.`, {
      code: 'cursor-invalid',
      hint: 'Give the incremental an initial_value.',
      context: { resource },
    });
  }
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
  throw new DangoError(`Resource "${resource}" cannot put ${part.text} into a text: it is ${found}.`, {
    code: 'records-missing',
    hint: 'Name a field that holds text or a number.',
    context: { resource, field: part.fieldPath, ...(part.type === 'resource' ? { parent: part.resource } : {}) },
  });
}
