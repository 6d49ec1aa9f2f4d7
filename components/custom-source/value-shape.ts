/** What values of one place have been: the sum of all that were seen there. */
export interface ValueShape {
  /** Names of plain types: `string`, `number`, `bigint`, `boolean`, `null`. */
  readonly plain: ReadonlySet<string>;
  /** Of objects; undefined where there was none. */
  readonly fields: ReadonlyMap<string, ValueShape> | undefined;
  /** Fields that some objects did not have. */
  readonly optional: ReadonlySet<string>;
  /** Of the items of lists; undefined where there was no list, `emptyShape` where all were empty. */
  readonly items: ValueShape | undefined;
}

export const emptyShape: ValueShape = {
  plain: new Set(),
  fields: undefined,
  optional: new Set(),
  items: undefined,
};

/** The shape of a value that JSON gave. An integer that a number would round is a `bigint`. */
export function shapeOf(value: unknown): ValueShape {
  if (value === null) return { ...emptyShape, plain: new Set(['null']) };
  if (Array.isArray(value)) {
    return { ...emptyShape, items: value.map(shapeOf).reduce(mergeShapes, emptyShape) };
  }
  if (typeof value === 'object') {
    const fields = new Map(Object.entries(value).map(([name, field]) => [name, shapeOf(field)] as const));
    return { ...emptyShape, fields };
  }
  return { ...emptyShape, plain: new Set([typeof value]) };
}

/** What both were. */
export function mergeShapes(one: ValueShape, other: ValueShape): ValueShape {
  return {
    plain: one.plain.union(other.plain),
    items: merged(one.items, other.items),
    ...mergeFields(one, other),
  };
}

function mergeFields(one: ValueShape, other: ValueShape): Pick<ValueShape, 'fields' | 'optional'> {
  const optional = one.optional.union(other.optional);
  const { fields: left } = one;
  const { fields: right } = other;
  if (left === undefined || right === undefined) return { fields: left ?? right, optional };
  const names = new Set([...left.keys(), ...right.keys()]);
  const fields = new Map<string, ValueShape>();
  for (const name of names) fields.set(name, merged(left.get(name), right.get(name)) ?? emptyShape);
  const missing = [...names].filter((name) => !left.has(name) || !right.has(name));
  return { fields, optional: optional.union(new Set(missing)) };
}

function merged(one: ValueShape | undefined, other: ValueShape | undefined): ValueShape | undefined {
  return one === undefined || other === undefined ? (one ?? other) : mergeShapes(one, other);
}

/** Parses JSON so that no digit of an integer is lost; undefined for what is no JSON. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text, keepDigits) as unknown;
  } catch {
    return undefined;
  }
}

function keepDigits(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isRounded && /^-?\d+$/.test(context?.source ?? '') ? BigInt(context?.source ?? 0) : value;
}
