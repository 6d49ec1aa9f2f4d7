import type { FlatResource } from './flat-resource.ts';
import { parsePlaceholders } from './placeholders.ts';
import { templateTexts } from './template-texts.ts';

/**
 * The resource whose records fill the `{resources.…}` placeholders of this one; undefined for none.
 * @throws DangoError `config-invalid` for a broken placeholder.
 */
export function parentOf(flat: FlatResource): string | undefined {
  for (const { text } of templateTexts(flat)) {
    const placeholder = parsePlaceholders(text).find((part) => part.type === 'resource');
    if (placeholder !== undefined) return placeholder.resource;
  }
  return undefined;
}
