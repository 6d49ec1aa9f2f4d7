import { parseJsonPath } from '../../spec/json-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { remember } from '../../util/remember.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** The names that lead to a field: `['customer', 'id']`. */
export const fieldNames = remember((path): readonly string[] =>
  parseJsonPath(path).steps.flatMap((step) => (step.type === 'name' ? [step.name] : [])),
);

/** The path to a value anywhere in a record. */
export const pathTo = remember(parseJsonPath);

/** What stands at the names; undefined where nothing does. */
export function fieldAt(record: unknown, names: readonly string[]): unknown {
  let value = record;
  for (const name of names) {
    if (!isPlainObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** A copy with another value there; objects on the way are made where nothing stands, and take the place of anything else. */
export function withField(record: Fields, [name, ...inner]: readonly string[], value: unknown): Fields {
  if (name === undefined) return record;
  if (inner.length === 0) return { ...record, [name]: value };
  const below = Object.hasOwn(record, name) ? record[name] : undefined;
  return { ...record, [name]: withField(isPlainObject(below) ? below : {}, inner, value) };
}

/** A copy without the field. */
export function withoutField(record: Fields, [name, ...inner]: readonly string[]): Fields {
  if (name === undefined || !Object.hasOwn(record, name)) return record;
  if (inner.length === 0) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
  const below = record[name];
  return isPlainObject(below) ? { ...record, [name]: withoutField(below, inner) } : record;
}
