/** A piece of a text as dlt reads it. */
export type DltTextPart =
  | { readonly type: 'literal'; readonly text: string }
  /** `${NAME}`, which Dango fills in before anything else. */
  | { readonly type: 'reference'; readonly text: string }
  /** `{resources.posts.id}`, with what stands between the braces. */
  | { readonly type: 'expression'; readonly text: string; readonly expression: string }
  /** A brace without its other one. */
  | { readonly type: 'stray'; readonly text: string };

const token = /\$\$\{|\$\{[A-Za-z_][\w.]*(?::-[^}]*)?\}|\{\{|\}\}|\{[^{}]*\}|[{}]/g;

/** Splits a text where dlt sees something else than characters: every `{…}` is an expression, `{{` and `}}` are braces. */
export function parseDltText(text: string): readonly DltTextPart[] {
  const parts: DltTextPart[] = [];
  let position = 0;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (index > position) parts.push({ type: 'literal', text: text.slice(position, index) });
    position = index + found.length;
    parts.push(partOf(found));
  }
  if (position < text.length) parts.push({ type: 'literal', text: text.slice(position) });
  return parts;
}

function partOf(found: string): DltTextPart {
  if (found.startsWith('$')) return { type: 'reference', text: found };
  if (found === '{{' || found === '}}') return { type: 'literal', text: found.slice(1) };
  if (found === '{' || found === '}') return { type: 'stray', text: found };
  return { type: 'expression', text: found, expression: found.slice(1, -1) };
}

/**
 * Whether a path leads to one document, as dlt tells it: its last part holds a placeholder.
 * @param path as it is written, before anything is put in.
 */
export function isSingleEntityPath(path: string): boolean {
  const plain = path.replaceAll(/\{\{|\}\}/g, '').replace(/\/+$/, '');
  return /\{[A-Za-z0-9._-]+\}/.test(plain.slice(plain.lastIndexOf('/') + 1));
}
