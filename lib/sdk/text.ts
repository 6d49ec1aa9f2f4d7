import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';

/**
 * A text with values in it, for a parameter, a header or a body: `` text`owner:${fieldOf(repo, 'owner.login')}` ``.
 * @throws DangoError `records-missing` for null, lists and objects, which would be sent as words that mean nothing;
 *   `cursor-invalid` for the position of a cursor that has none yet.
 */
export function text(texts: TemplateStringsArray, ...values: readonly (JsonValue | undefined)[]): string {
  return texts.map((piece, index) => `${piece}${index < values.length ? plain(values[index]) : ''}`).join('');
}

function plain(value: JsonValue | undefined): string {
  if (value === undefined) {
    throw new DangoError('A text needs a value that is not there, such as the position of a cursor on its first run.', {
      code: 'cursor-invalid',
      hint: 'Give the incremental an initialValue, or send the value alone, which is left out then.',
    });
  }
  if (value !== null && typeof value !== 'object') return String(value);
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
  throw new DangoError(`A text cannot hold ${found}.`, {
    code: 'records-missing',
    hint: 'Name a field that holds text or a number.',
  });
}
