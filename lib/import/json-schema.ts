import { isPlainObject } from '../util/plain-object.ts';

/** A JSON Schema or a piece of an OpenAPI document. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** A schema with the place where it stands, which evidence names. */
export interface PlacedSchema {
  readonly schema: SchemaObject;
  readonly at: string;
}

/** Follows references in a document; undefined where one leads nowhere. */
export type Follow = (placed: PlacedSchema) => PlacedSchema | undefined;

/** What is known of a value, once references and combinations are taken apart. */
export interface SchemaView {
  readonly at: string;
  readonly type: 'array' | 'object' | 'scalar' | 'unknown';
  /** Of a scalar: string, integer, number, boolean. */
  readonly scalar?: string | undefined;
  readonly format?: string | undefined;
  readonly description: string;
  readonly schema: SchemaObject;
  /** Of an object. */
  readonly properties: ReadonlyMap<string, PlacedSchema>;
  readonly required: ReadonlySet<string>;
  /** Of an array. */
  readonly items?: PlacedSchema | undefined;
  /** Whether one of several alternatives was taken. */
  readonly isChoice: boolean;
}

/** Combinations within combinations that are looked into. A document may nest them without end. */
const maxDepth = 12;

/** Looks at a schema. Never throws: what cannot be read is `unknown`. */
export function viewSchema(placed: PlacedSchema, follow: Follow, depth = 0): SchemaView {
  const target = follow(placed);
  if (target === undefined || depth > maxDepth) return emptyView(placed);
  const { schema, at } = target;
  const own = ownView(target);
  const parts = listAt(schema['allOf']).map((part, index) =>
    viewSchema({ schema: part, at: `${at}/allOf/${index}` }, follow, depth + 1),
  );
  const merged = parts.reduce(mergeViews, own);
  if (merged.type === 'object' && merged.properties.size > 0) return merged;
  if (merged.type === 'array' && merged.items !== undefined) return merged;
  const choice = viewChoice(target, follow, depth);
  return choice === undefined ? merged : mergeViews(merged, choice);
}

/** Of alternatives the first that has a list, else the first that has fields. */
function viewChoice({ schema, at }: PlacedSchema, follow: Follow, depth: number): SchemaView | undefined {
  const views = ['oneOf', 'anyOf'].flatMap((word) =>
    listAt(schema[word]).map((part, index) =>
      viewSchema({ schema: part, at: `${at}/${word}/${index}` }, follow, depth + 1),
    ),
  );
  const known = views.filter(({ type }) => type !== 'unknown');
  const best =
    known.find(({ type }) => type === 'array') ?? known.find(({ properties }) => properties.size > 0) ?? known[0];
  return best === undefined ? undefined : { ...best, isChoice: known.length > 1 };
}

function ownView({ schema, at }: PlacedSchema): SchemaView {
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']];
  const type: unknown = types.find((one) => one !== 'null');
  const properties = new Map<string, PlacedSchema>();
  if (isPlainObject(schema['properties'])) {
    for (const [name, property] of Object.entries(schema['properties'])) {
      if (isPlainObject(property)) {
        properties.set(name, { schema: property, at: `${at}/properties/${pointerPart(name)}` });
      }
    }
  }
  const items = isPlainObject(schema['items']) ? { schema: schema['items'], at: `${at}/items` } : undefined;
  const isScalar = typeof type === 'string' && ['string', 'integer', 'number', 'boolean'].includes(type);
  const kind =
    type === 'array' || (type === undefined && items !== undefined)
      ? 'array'
      : type === 'object' || properties.size > 0
        ? 'object'
        : isScalar
          ? 'scalar'
          : 'unknown';
  return {
    at,
    type: kind,
    scalar: isScalar ? type : undefined,
    format: textOf(schema['format']),
    description: textOf(schema['description']) ?? '',
    schema,
    properties,
    required: new Set(Array.isArray(schema['required']) ? schema['required'].map(String) : []),
    items,
    isChoice: false,
  };
}

function mergeViews(left: SchemaView, right: SchemaView): SchemaView {
  return {
    ...left,
    type: left.type === 'unknown' ? right.type : left.type,
    scalar: left.scalar ?? right.scalar,
    format: left.format ?? right.format,
    description: left.description === '' ? right.description : left.description,
    properties: new Map([...left.properties, ...right.properties]),
    required: new Set([...left.required, ...right.required]),
    items: left.items ?? right.items,
    isChoice: left.isChoice || right.isChoice,
  };
}

function emptyView({ at, schema }: PlacedSchema): SchemaView {
  return { at, type: 'unknown', description: '', schema, properties: new Map(), required: new Set(), isChoice: false };
}

/** The objects of a list; empty for anything else. */
export function listAt(value: unknown): readonly SchemaObject[] {
  return Array.isArray(value) ? value.filter((item) => isPlainObject(item)) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text, number or boolean as text; empty for anything else. */
export function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** A name as a part of a JSON pointer (RFC 6901). */
export function pointerPart(name: string | number): string {
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
