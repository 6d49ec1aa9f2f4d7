import type { KeyPath } from './key-path.ts';
import { sourcesJsonSchema } from './sources-json-schema.ts';

/** A value that is allowed as it is. */
export type SchemaWord = string | number | boolean;

/** A part of the JSON Schema of sources.yml. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly enum?: readonly SchemaWord[];
  readonly const?: SchemaWord;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly pattern?: string;
}

/** Tells what stands at `type` in the mapping at a path. */
export type TypeAt = (path: KeyPath) => string | undefined;

let root: SchemaNode | undefined;

/**
 * What may stand at a path: one schema for each way of writing what leads there. Where a mapping comes in variants, its
 * `type` chooses; while that is missing or unknown all variants count.
 */
export function schemasAt(path: KeyPath, typeAt: TypeAt): readonly SchemaNode[] {
  // Made of plain JSON; the interface names the words that zod writes.
  root ??= sourcesJsonSchema() as unknown as SchemaNode;
  let nodes: readonly SchemaNode[] = [root];
  path.forEach((step, index) => {
    const variants = variantsOf(nodes, typeAt(path.slice(0, index)));
    nodes = [...new Set(variants.flatMap((variant) => childOf(variant, step)))];
  });
  return nodes;
}

/** The kinds of value that are allowed, unions taken apart; of variants the ones that fit the `type`. */
export function variantsOf(nodes: readonly SchemaNode[], type: string | undefined): readonly SchemaNode[] {
  const all = nodes.flatMap(alternatives).filter((node) => node.type !== 'null');
  const chosen = all.filter((node) => typeWord(node) !== undefined && typeWord(node) === type);
  return chosen.length === 0 ? all : chosen;
}

/** The constant of a variant's `type`. */
export function typeWord({ properties }: SchemaNode): string | undefined {
  const word = properties?.['type']?.const;
  return typeof word === 'string' ? word : undefined;
}

function alternatives(node: SchemaNode): readonly SchemaNode[] {
  const { anyOf, oneOf, type } = node;
  if (anyOf !== undefined || oneOf !== undefined) return [...(anyOf ?? []), ...(oneOf ?? [])].flatMap(alternatives);
  if (typeof type === 'string' || type === undefined) return [node];
  return type.map((one) => ({ ...node, type: one }));
}

function childOf({ properties, additionalProperties, items }: SchemaNode, step: string | number): SchemaNode[] {
  if (typeof step === 'number') return items === undefined ? [] : [items];
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (own !== undefined) return [own];
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** What is said about the value: by the schema itself, else by one of its kinds. */
export function descriptionOf(nodes: readonly SchemaNode[]): string | undefined {
  return nodes.find(({ description }) => description !== undefined)?.description;
}

/** `header` of "Where the key is sent. Default: header."; undefined when no default is told. */
export function defaultTextOf(description: string | undefined): string | undefined {
  return /\bDefault: ([^]+?)\.?$/.exec(description ?? '')?.[1];
}
