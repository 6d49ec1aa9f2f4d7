import { DangoError } from '../errors/dango-error.ts';
import { parseJsonPath } from './json-path.ts';

/** A piece of a text with fields of a record. */
export type TemplatePart =
  | { readonly type: 'literal'; readonly text: string }
  /** `{record.customer.id}`: a path for {@link parseJsonPath}. */
  | { readonly type: 'field'; readonly text: string; readonly path: string };

const placeholder = /\{record\.([^{}]*)\}/g;

/**
 * Splits a text at `{record.<path>}`; any other brace is plain text.
 * @throws DangoError `config-invalid` for one that is not complete, or whose path is none.
 */
export function parseRecordTemplate(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  for (const match of text.matchAll(placeholder)) {
    if (match.index > position) parts.push({ type: 'literal', text: text.slice(position, match.index) });
    const path = match[1] ?? '';
    parseJsonPath(path);
    parts.push({ type: 'field', text: match[0], path });
    position = match.index + match[0].length;
  }
  if (position < text.length) parts.push({ type: 'literal', text: text.slice(position) });
  const broken = parts.find((part) => part.type === 'literal' && part.text.includes('{record.'));
  if (broken === undefined) return parts;
  throw new DangoError(`The text "${text}" has a {record.… without its closing "}"`, {
    code: 'config-invalid',
    hint: 'Write it as {record.<field>}, such as {record.id}.',
  });
}
