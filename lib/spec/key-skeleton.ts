import { typeWord, variantsOf, type SchemaNode } from './schema-node.ts';

/** A text with numbered fields to fill in. */
export interface Skeleton {
  readonly text: string;
  readonly hasFields: boolean;
}

/**
 * What is written for a key: `method: ${1|GET,POST|}`, or with its required keys in lines below. `indent` is the
 * indentation of the key itself, as blanks.
 */
export function keySkeleton(key: string, node: SchemaNode, indent: string): Skeleton {
  const fields = { count: 0 };
  const text = keyLines(key, node, fields).join(`\n${indent}`);
  return { text, hasFields: fields.count > 0 };
}

/** The required keys of a mapping, or of an entry of a list with its dash. */
export function mappingSkeleton(node: SchemaNode, indent: string, dash: string): Skeleton {
  const fields = { count: 0 };
  const lines = requiredLines(node, fields);
  const text = lines.map((line, index) => `${index === 0 ? dash : ' '.repeat(dash.length)}${line}`).join(`\n${indent}`);
  return { text, hasFields: fields.count > 0 };
}

function keyLines(key: string, node: SchemaNode, fields: { count: number }): string[] {
  const kinds = variantsOf([node], undefined);
  const [kind] = kinds;
  const words = kinds.flatMap((one) => (one.const === undefined ? (one.enum ?? []) : [one.const])).map(String);
  const isMapping = kinds.every(({ type }) => type === 'object');
  if (isMapping && kind !== undefined) {
    const types = kinds.flatMap((one) => typeWord(one) ?? []);
    const inner = types.length > 1 ? [`type: ${choice(types, fields)}`] : requiredLines(kind, fields);
    return [`${key}:`, ...inner.map((line) => `  ${line}`)];
  }
  if (kinds.length === 1 && kind?.type === 'array') {
    const items = variantsOf(kind.items === undefined ? [] : [kind.items], undefined);
    const [item] = items;
    const inner = item?.type === 'object' && items.length === 1 ? requiredLines(item, fields) : [field(fields)];
    return [`${key}:`, ...inner.map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}`)];
  }
  if (words.length === 1) return [`${key}: ${words.join('')}`];
  if (words.length > 1 && words.length <= 3) return [`${key}: ${choice(words, fields)}`];
  if (kind?.type === 'boolean' && kinds.length === 1) return [`${key}: ${choice(['true', 'false'], fields)}`];
  return [`${key}: ${field(fields)}`];
}

function requiredLines(node: SchemaNode, fields: { count: number }): string[] {
  const { properties, required = [] } = node;
  if (properties === undefined) return [`${field(fields, 'name')}: ${field(fields)}`];
  const lines = required.flatMap((key) => keyLines(key, properties[key] ?? {}, fields));
  return lines.length === 0 ? [field(fields)] : lines;
}

function field(fields: { count: number }, placeholder?: string): string {
  fields.count += 1;
  return placeholder === undefined ? `\${${fields.count}}` : `\${${fields.count}:${placeholder}}`;
}

function choice(words: readonly string[], fields: { count: number }): string {
  fields.count += 1;
  return `\${${fields.count}|${words.join(',')}|}`;
}
