import { expect, test } from 'vitest';
import { isPlainObject } from '../util/plain-object.ts';
import { sourcesJsonSchema } from './sources-json-schema.ts';

/** Calls `visit` for every named property of a schema, at any depth. */
function walkProperties(schema: unknown, visit: (path: string, property: unknown) => void, path = ''): void {
  if (Array.isArray(schema)) for (const part of schema) walkProperties(part, visit, path);
  if (!isPlainObject(schema)) return;
  for (const [key, part] of Object.entries(schema)) {
    if (key === 'properties' && isPlainObject(part)) {
      for (const [name, property] of Object.entries(part)) {
        visit(`${path}.${name}`, property);
        walkProperties(property, visit, `${path}.${name}`);
      }
    } else walkProperties(part, visit, path);
  }
}

test('every key of the format has a description, and every optional one names its default', () => {
  const undescribed: string[] = [];
  walkProperties(sourcesJsonSchema(), (path, property) => {
    const isConstant = isPlainObject(property) && 'const' in property;
    if (!isConstant && !(isPlainObject(property) && typeof property['description'] === 'string'))
      undescribed.push(path);
  });
  expect(undescribed).toEqual([]);
});

test('unknown keys are refused at every depth', () => {
  const text = JSON.stringify(sourcesJsonSchema());
  const mappings = text.match(/"properties":/g)?.length ?? 0;
  expect(mappings).toBeGreaterThan(15);
  expect(text.match(/"additionalProperties":false/g)).toHaveLength(mappings);
});
