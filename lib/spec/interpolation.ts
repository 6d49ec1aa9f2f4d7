import { DangoError } from '../errors/dango-error.ts';

/** A piece of a text with `${NAME}` references. */
export type InterpolationPart =
  | { readonly type: 'literal'; readonly text: string }
  | {
      readonly type: 'reference';
      readonly name: string;
      /** What stands after `:-`, used when the name has no value; undefined when there is no `:-`. */
      readonly defaultText: string | undefined;
    };

const token = /\$\$\{|\$\{/g;
const reference = /\$\{((?:credentials\.)?[A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/y;

/**
 * Splits a text at `${NAME}` and `${NAME:-default}`; `$${` stands for a literal `${`. A default ends at the first `}`.
 * The name may be `credentials.name`, for what dlt keeps in the sections `credentials`.
 * Throws `config-invalid` for a `${` that starts no such reference, because a typing error must not be sent to an API.
 */
export function parseInterpolation(text: string): readonly InterpolationPart[] {
  const parts: InterpolationPart[] = [];
  let literal = '';
  let position = 0;
  for (const match of text.matchAll(token)) {
    if (match.index < position) continue;
    literal += text.slice(position, match.index);
    if (match[0] === '$${') {
      literal += '${';
      position = match.index + match[0].length;
      continue;
    }
    reference.lastIndex = match.index;
    const found = reference.exec(text);
    if (found?.[1] === undefined) throw invalidReference(text.slice(match.index));
    if (literal !== '') parts.push({ type: 'literal', text: literal });
    parts.push({ type: 'reference', name: found[1], defaultText: found[2] });
    literal = '';
    position = reference.lastIndex;
  }
  literal += text.slice(position);
  if (literal !== '') parts.push({ type: 'literal', text: literal });
  return parts;
}

/** True when the text holds `${`, be it a reference, an escaped one or a broken one. */
export function hasInterpolation(text: string): boolean {
  return text.includes('${');
}

function invalidReference(rest: string): DangoError {
  const end = rest.indexOf('}');
  const shown = end < 0 ? rest.slice(0, 20) : rest.slice(0, end + 1);
  return new DangoError(`"${shown}" is not a reference to a value`, {
    code: 'config-invalid',
    hint: 'Write ${NAME} or ${NAME:-default}, where NAME has letters, digits and underscores; $${ is a literal "${".',
  });
}
