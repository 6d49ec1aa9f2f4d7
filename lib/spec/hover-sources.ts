import { allowedWords, describeKinds } from './describe-schema.ts';
import { isInForeignBlock } from './foreign-outline.ts';
import { defaultTextOf, descriptionOf, schemasAt, typeWord, variantsOf } from './schema-node.ts';
import { keyAt } from './yaml-cursor.ts';
import { outlineYaml } from './yaml-outline.ts';

export interface SourceHover {
  /** The key with its value on the same line. */
  readonly start: number;
  readonly end: number;
  readonly markdown: string;
}

/**
 * What the key at an offset means: description, kind of value, allowed words, default. Undefined where there is no key
 * that sources.yml knows. Works in half-typed text; never throws.
 */
export function hoverSources(text: string, offset: number): SourceHover | undefined {
  const outline = outlineYaml(text);
  const key = outline.keys.findLast(({ start, end, valueEnd }) => offset >= start && offset <= Math.max(end, valueEnd));
  if (key === undefined || isInForeignBlock(outline, key.path)) return undefined;
  const typeAt = (path: readonly (string | number)[]) => keyAt(outline, [...path, 'type'])?.value;
  const schemas = schemasAt(key.path, typeAt);
  if (schemas.length === 0) return undefined;
  const parent = variantsOf(schemasAt(key.path.slice(0, -1), typeAt), undefined);
  const name = String(key.path.at(-1));
  const owner = parent.find((one) => name === 'type' && typeWord(one) === key.value);
  const isRequired = parent.length > 0 && parent.every(({ required }) => required?.includes(name) === true);
  const description = descriptionOf(schemas) ?? owner?.description ?? descriptionOf(variantsOf(schemas, undefined));
  const words = name === 'type' ? allowedWords(parent) : allowedWords(schemas);
  const hasDefault = defaultTextOf(description) !== undefined;
  const markdown = [
    `**${name}** (${describeKinds(schemas)}${isRequired ? ', required' : ''})`,
    description,
    words.length > 1 ? `Allowed: ${words.map((word) => `\`${word}\``).join(', ')}` : undefined,
    isRequired || hasDefault ? undefined : 'May be left out.',
  ];
  return {
    start: key.start,
    end: Math.max(key.end, key.valueEnd),
    markdown: markdown.filter((line) => line !== undefined).join('\n\n'),
  };
}
