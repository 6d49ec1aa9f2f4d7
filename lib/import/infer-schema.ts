import { isPlainObject } from '../util/plain-object.ts';
import type { SchemaObject } from './json-schema.ts';

/** Items of a list that are looked at. */
const mostItems = 20;

/** What a value shows of its schema: for responses that are there as examples only. */
export function inferSchema(value: unknown, depth = 0): SchemaObject {
  if (depth > 20) return {};
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map((item) => inferSchema(item, depth + 1));
    return items.length === 0 ? { type: 'array' } : { type: 'array', items: combine(items) };
  }
  if (isPlainObject(value)) {
    const properties = Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, inferSchema(item, depth + 1)]),
    );
    return { type: 'object', properties, required: Object.keys(value) };
  }
  if (typeof value === 'string') return { type: 'string', ...formatOf(value) };
  if (typeof value === 'number' || typeof value === 'bigint') {
    return { type: typeof value === 'bigint' || Number.isInteger(value) ? 'integer' : 'number' };
  }
  return typeof value === 'boolean' ? { type: 'boolean' } : {};
}

/** Fields that only some have are there, but not required. */
function combine(schemas: readonly SchemaObject[]): SchemaObject {
  const objects = schemas.filter((schema) => schema['type'] === 'object');
  const [first = {}] = schemas;
  if (objects.length === 0 || objects.length < schemas.length) return first;
  const properties: Record<string, unknown> = {};
  for (const schema of objects) Object.assign(properties, schema['properties'], { ...properties });
  const names = Object.keys(properties);
  const required = names.filter((name) =>
    objects.every((schema) => Array.isArray(schema['required']) && schema['required'].includes(name)),
  );
  return { type: 'object', properties, required };
}

function formatOf(text: string): SchemaObject {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return { format: 'date-time' };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { format: 'date' };
  if (/^https?:\/\//.test(text)) return { format: 'uri' };
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(text) ? { format: 'uuid' } : {};
}
