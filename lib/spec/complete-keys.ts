import { describeKinds } from './describe-schema.ts';
import { keySkeleton, mappingSkeleton, type Skeleton } from './key-skeleton.ts';
import { descriptionOf, typeWord, variantsOf, type SchemaNode } from './schema-node.ts';
import type { YamlCompletion } from './yaml-completion.ts';
import type { YamlCursor } from './yaml-cursor.ts';

/** What the mapping at the cursor has besides the key that is being typed. */
export interface MappingSoFar {
  readonly keys: ReadonlySet<string>;
  /** Whether the word at the cursor has its colon and value already. */
  readonly isNamed: boolean;
}

/** The keys that are not there yet, required ones first; while no variant is chosen also a start for each of them. */
export function completeKeys(
  cursor: YamlCursor,
  kinds: readonly SchemaNode[],
  { keys, isNamed }: MappingSoFar,
): YamlCompletion[] {
  const mappings = kinds.filter(({ properties }) => properties !== undefined);
  const names = [...new Set(mappings.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const shared = names.filter((name) => !keys.has(name) && mappings.every(({ properties = {} }) => name in properties));
  const offers = shared.map((name) => {
    const nodes = mappings.flatMap(({ properties = {} }) => properties[name] ?? []);
    const isRequired = mappings.every(({ required }) => required?.includes(name) === true);
    return { isRequired, completion: keyCompletion(cursor, name, nodes, isRequired, isNamed) };
  });
  offers.sort((left, right) => Number(right.isRequired) - Number(left.isRequired));
  const starts = isNamed || keys.has('type') ? [] : variantStarts(cursor, mappings, keys);
  return [...starts, ...offers.map(({ completion }) => completion)];
}

function keyCompletion(
  cursor: YamlCursor,
  name: string,
  nodes: readonly SchemaNode[],
  isRequired: boolean,
  isNamed: boolean,
): YamlCompletion {
  const node: SchemaNode = nodes.length > 1 && name === 'type' ? { anyOf: nodes } : (nodes[0] ?? {});
  const shown = descriptionOf([node, ...variantsOf([node], undefined).slice(0, 1)]) ?? '';
  return {
    label: name,
    ...inserted(isNamed ? { text: name, hasFields: false } : skeletonFor(cursor, name, node)),
    detail: `${describeKinds([node])}${isRequired ? ', required' : ''}`,
    documentation: shown,
    start: cursor.start,
    end: cursor.end,
    kind: 'property',
  };
}

function skeletonFor(cursor: YamlCursor, name: string, node: SchemaNode): Skeleton {
  if (cursor.isInFlow) return { text: `${name}: `, hasFields: false };
  const skeleton = keySkeleton(name, node, ' '.repeat(cursor.column - cursor.indent));
  // A single field at the end is where the cursor stands anyway.
  return skeleton.text === `${name}: \${1}` ? { text: `${name}: `, hasFields: false } : skeleton;
}

/** `type: bearer` with the keys that it needs, for each variant that may still be meant. */
function variantStarts(
  cursor: YamlCursor,
  mappings: readonly SchemaNode[],
  keys: ReadonlySet<string>,
): YamlCompletion[] {
  if (cursor.isInFlow || mappings.length < 2) return [];
  return mappings.flatMap((mapping) => {
    const type = typeWord(mapping);
    if (type === undefined) return [];
    const required = ['type', ...(mapping.required ?? [])].filter((key, index, all) => all.indexOf(key) === index);
    const missing = { ...mapping, required: required.filter((key) => !keys.has(key)) };
    return {
      label: `type: ${type}`,
      ...inserted(mappingSkeleton(missing, ' '.repeat(cursor.column - cursor.indent), '')),
      detail: 'with the keys that it needs',
      documentation: mapping.description ?? '',
      start: cursor.start,
      end: cursor.end,
      kind: 'property' as const,
    };
  });
}

function inserted({ text, hasFields }: Skeleton): Pick<YamlCompletion, 'insertText' | 'isSnippet'> {
  return { insertText: text, isSnippet: hasFields };
}
