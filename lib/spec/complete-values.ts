import { mappingSkeleton } from './key-skeleton.ts';
import type { SchemaNode, SchemaWord } from './schema-node.ts';
import { spellFlow } from './spell-yaml.ts';
import type { YamlCompletion } from './yaml-completion.ts';
import type { YamlCursor } from './yaml-cursor.ts';

/** The words that may stand at the cursor: constants, enumerations, true and false. `hints` describe single words. */
export function completeWords(
  cursor: YamlCursor,
  kinds: readonly SchemaNode[],
  documentation: string,
  hints: ReadonlyMap<string, string>,
): YamlCompletion[] {
  const words = kinds.flatMap((kind): readonly SchemaWord[] => {
    if (kind.const !== undefined) return [kind.const];
    return kind.enum ?? (kind.type === 'boolean' ? [true, false] : []);
  });
  return [...new Set(words)].map((word) => ({
    label: String(word),
    insertText: `${cursor.needsBlank ? ' ' : ''}${spellFlow(word)}`,
    isSnippet: false,
    detail: hints.get(String(word)) ?? '',
    documentation,
    start: cursor.start,
    end: cursor.end,
    kind: 'value',
  }));
}

/** A first or further entry of a list, with the keys that it needs. */
export function completeEntries(cursor: YamlCursor, kinds: readonly SchemaNode[]): YamlCompletion[] {
  if (cursor.isInFlow) return [];
  return kinds.flatMap(({ type, items }) => {
    if (type !== 'array' || items === undefined) return [];
    const variants = items.oneOf ?? items.anyOf ?? [items];
    return variants.map((variant): YamlCompletion => {
      const isMapping = variant.properties !== undefined;
      const { text } = mappingSkeleton(variant, ' '.repeat(cursor.column - cursor.indent), '- ');
      const type = variant.properties?.['type']?.const;
      return {
        label: type === undefined ? '- …' : `- type: ${String(type)}`,
        insertText: isMapping ? text : '- ${1}',
        isSnippet: true,
        detail: 'a new entry',
        documentation: variant.description ?? '',
        start: cursor.start,
        end: cursor.end,
        kind: 'value',
      };
    });
  });
}
