import type { KeyPath } from './key-path.ts';
import type { PlaceholderPart } from './placeholders.ts';
import type { Finding } from './source-issue.ts';
import type { TemplateText } from './template-texts.ts';

/** A placeholder that keeps slashes stands in the path of an endpoint: elsewhere nothing is encoded, or all of it. */
export function checkSlashes(parts: readonly PlaceholderPart[], key: TemplateText['key'], path: KeyPath): Finding[] {
  const query = parts.findIndex((part) => part.type === 'literal' && /[?#]/.test(part.text));
  return parts.flatMap((part, index) => {
    if (part.type === 'literal' || part.keepsSlashes !== true) return [];
    const isInPath = key === 'path' && (query < 0 || index < query);
    if (isInPath) return [];
    const place = key === 'path' ? 'behind the path of an endpoint' : `in ${key}`;
    return [
      {
        path,
        message: `${part.text} keeps the slashes of a path, and has no place ${place}`,
        hint: `Write ${part.text.replace('+', '')}.`,
      },
    ];
  });
}
