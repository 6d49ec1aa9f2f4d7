import {
  defaultTextOf,
  descriptionOf,
  schemasAt,
  typeWord,
  variantsOf,
  type SchemaNode,
  type SchemaWord,
} from './schema-node.ts';

export type SchemaFieldType =
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'enum'
  /** Free keys, each with a value like `item`. */
  | 'map'
  | 'list'
  | 'object'
  /** One of `variants`. */
  | 'union'
  | 'any';

/** A key of sources.yml, as a form needs to know it. */
export interface SchemaField {
  readonly key: string;
  readonly type: SchemaFieldType;
  readonly isRequired: boolean;
  /** Meaning, unit and default; empty when there is nothing to say. */
  readonly description: string;
  /** What counts when the key is missing, in words. */
  readonly defaultText?: string | undefined;
  /** The words that may be written; for a union those that stand for a whole mapping. */
  readonly enumValues?: readonly SchemaWord[];
  readonly variants?: readonly SchemaVariant[];
  /** The key in each variant that says which one it is; undefined for a union of kinds, such as text or list. */
  readonly discriminator?: 'type';
  /** The keys of an `object`. */
  readonly fields?: readonly SchemaField[];
  /** An entry of a `list` or `map`; its key is empty. */
  readonly item?: SchemaField;
  readonly minimum?: number;
  /** The value must be greater. */
  readonly exclusiveMinimum?: number;
  /** A regular expression that a text must match. */
  readonly pattern?: string;
}

export interface SchemaVariant {
  /** The word at `discriminator`, else the kind of value. */
  readonly type: string;
  readonly description: string;
  /** The keys of this variant without `type` itself; empty for one that is no mapping. */
  readonly fields: readonly SchemaField[];
  /** The kind of value, for a union of kinds. */
  readonly field?: SchemaField;
}

const known = new Map<string, readonly SchemaField[]>();

/**
 * The keys of a mapping in sources.yml, required ones first. The pointer names keys from the root; `*` is any entry of
 * a list, `type=…` chooses a variant: `sources/*\/type=rest_api/rest_api/resources/*`. Without a choice the keys of all
 * variants come. Empty for what is no mapping, or is not there.
 */
export function schemaFields(pointer: string): readonly SchemaField[] {
  const remembered = known.get(pointer);
  if (remembered !== undefined) return remembered;
  const path: (string | number)[] = [];
  const types = new Map<number, string>();
  for (const step of pointer.split('/').filter((one) => one !== '')) {
    if (step.startsWith('type=')) types.set(path.length, step.slice('type='.length));
    else path.push(step === '*' ? 0 : step);
  }
  const typeAt = (prefix: { readonly length: number }) => types.get(prefix.length);
  const fields = fieldsOf(variantsOf(schemasAt(path, typeAt), typeAt(path)));
  known.set(pointer, fields);
  return fields;
}

function fieldsOf(mappings: readonly SchemaNode[]): readonly SchemaField[] {
  const nodes = new Map<string, SchemaNode[]>();
  for (const { properties = {} } of mappings) {
    for (const [key, node] of Object.entries(properties)) nodes.set(key, [...(nodes.get(key) ?? []), node]);
  }
  const isRequired = (key: string) => mappings.every(({ required }) => required?.includes(key) === true);
  return [...nodes]
    .map(([key, found]) => fieldOf(key, key === 'type' ? found : found.slice(0, 1), isRequired(key)))
    .sort((left, right) => Number(right.isRequired) - Number(left.isRequired));
}

function fieldOf(key: string, nodes: readonly SchemaNode[], isRequired: boolean): SchemaField {
  const kinds = variantsOf(nodes, undefined);
  const description = plain(descriptionOf([...nodes, ...kinds.slice(0, 1)]) ?? '');
  const shared = { key, isRequired, description, defaultText: defaultTextOf(description) };
  const words = kinds.flatMap(wordsOf);
  const others = kinds.filter((kind) => wordsOf(kind).length === 0);
  const [only] = others;
  if (only === undefined) return { ...shared, type: words.length === 0 ? 'any' : 'enum', enumValues: words };
  if (others.length === 1 && words.length === 0) return { ...shared, ...describeKind(only) };
  const enumValues = words.length === 0 ? {} : { enumValues: words };
  const isDiscriminated = others.every((kind) => typeWord(kind) !== undefined);
  const variants = others.map((kind) => (isDiscriminated ? typedVariant(kind) : kindVariant(kind)));
  return { ...shared, type: 'union', ...enumValues, variants, ...(isDiscriminated ? { discriminator: 'type' } : {}) };
}

/** A form shows no Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

function wordsOf(node: SchemaNode): readonly SchemaWord[] {
  return node.const === undefined ? (node.enum ?? []) : [node.const];
}

function typedVariant(node: SchemaNode): SchemaVariant {
  const fields = fieldsOf([node]).filter(({ key }) => key !== 'type');
  return { type: typeWord(node) ?? '', description: plain(node.description ?? ''), fields };
}

function kindVariant(node: SchemaNode): SchemaVariant {
  const field = fieldOf('', [node], true);
  return { type: field.type, description: field.description, fields: field.fields ?? [], field };
}

function describeKind(node: SchemaNode): Pick<SchemaField, 'type'> & Partial<SchemaField> {
  const { properties, additionalProperties, items, minimum, exclusiveMinimum, pattern } = node;
  const limits = {
    ...(minimum === undefined ? {} : { minimum }),
    ...(exclusiveMinimum === undefined ? {} : { exclusiveMinimum }),
    ...(pattern === undefined ? {} : { pattern }),
  };
  switch (node.type ?? '') {
    case 'string':
      return { type: 'text', ...limits };
    case 'number':
      return { type: 'number', ...limits };
    case 'integer':
      return { type: 'integer', ...limits };
    case 'boolean':
      return { type: 'boolean' };
    case 'array':
      return { type: 'list', item: fieldOf('', items === undefined ? [] : [items], true) };
    case 'object':
      if (properties !== undefined) return { type: 'object', fields: fieldsOf([node]) };
      return {
        type: 'map',
        item: fieldOf('', typeof additionalProperties === 'object' ? [additionalProperties] : [], true),
      };
    default:
      return { type: 'any' };
  }
}
