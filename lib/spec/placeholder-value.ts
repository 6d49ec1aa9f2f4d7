import { jsonAt } from './json-edit.ts';
import type { JsonValue } from './json-value.ts';
import type { KeyPath } from './key-path.ts';
import { schemasAt, typeWord, variantsOf, type SchemaNode } from './schema-node.ts';

/**
 * A value of the right kind to begin with, for a key that is missing in a document: the first word that is allowed, the
 * required keys of a mapping, an empty text, which the next check asks to fill in.
 */
export function placeholderFor(path: KeyPath, root: unknown): JsonValue {
  const typeAt = (one: KeyPath) => {
    const type = jsonAt(root, [...one, 'type']);
    return typeof type === 'string' ? type : undefined;
  };
  return placeholderOf(schemasAt(path, typeAt));
}

function placeholderOf(nodes: readonly SchemaNode[]): JsonValue {
  const [kind] = variantsOf(nodes, undefined);
  if (kind === undefined) return '';
  if (kind.const !== undefined) return kind.const;
  if (kind.enum?.[0] !== undefined) return kind.enum[0];
  switch (kind.type ?? '') {
    case 'number':
    case 'integer':
      return kind.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return kind.items === undefined ? [] : [placeholderOf([kind.items])];
    case 'object':
      return requiredKeys(kind);
    default:
      return '';
  }
}

function requiredKeys(kind: SchemaNode): JsonValue {
  const { properties = {}, required = [] } = kind;
  const names = typeWord(kind) === undefined ? required : ['type', ...required.filter((key) => key !== 'type')];
  return Object.fromEntries(names.map((key) => [key, placeholderOf(properties[key] ? [properties[key]] : [])]));
}
