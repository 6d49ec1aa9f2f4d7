import { typeWord, variantsOf, type SchemaNode } from './schema-node.ts';

/** The kinds of value in words: `text`, `whole number`, `"GET" or "POST"`, `text or list`. */
export function describeKinds(nodes: readonly SchemaNode[]): string {
  const kinds = variantsOf(nodes, undefined).map(kindWord);
  return [...new Set(kinds)].join(' or ');
}

/** The words that are allowed; for variants those of their `type`. Empty when other values are. */
export function allowedWords(nodes: readonly SchemaNode[]): string[] {
  const kinds = variantsOf(nodes, undefined);
  const words = kinds.flatMap((kind) => {
    if (kind.const !== undefined) return [String(kind.const)];
    return kind.enum?.map(String) ?? typeWord(kind) ?? [];
  });
  return [...new Set(words)];
}

function kindWord(node: SchemaNode): string {
  if (node.const !== undefined || node.enum !== undefined) return 'word';
  switch (node.type ?? '') {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'list';
    case 'object':
      return 'mapping';
    default:
      return 'any value';
  }
}
