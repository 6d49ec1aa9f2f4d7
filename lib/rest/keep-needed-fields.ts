import { parseJsonPath } from '../spec/json-path.ts';
import { parentField } from '../spec/parent-field.ts';
import { parsePlaceholders } from '../spec/placeholders.ts';
import type { RestResource } from '../spec/rest-source.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import { isPlainObject } from '../util/plain-object.ts';

/**
 * Makes what cuts a record of a resource down to the fields that the placeholders and `include_from_parent` of others
 * name, so that many can be held. One that lacks such a field stays whole, for the message that tells what it has.
 */
export function keepNeededFields(resources: readonly RestResource[]): (resource: string, record: unknown) => unknown {
  const needed = new Map<string, Set<string | undefined>>();
  const need = (resource: string, path: string): void => {
    const [first] = parseJsonPath(path).steps;
    const names = needed.get(resource) ?? new Set();
    names.add(first?.type === 'name' ? first.name : undefined);
    needed.set(resource, names);
  };
  for (const resource of resources) {
    const { path, params, json, form, body, headers, parent, crossWith = [], includeFromParent = [] } = resource;
    walkStrings([path, params, json, form, body, headers], (text) => {
      for (const part of parsePlaceholders(text)) if (part.type === 'resource') need(part.resource, part.fieldPath);
    });
    const parents = [...(parent === undefined ? [] : [parent]), ...crossWith];
    for (const entry of includeFromParent) {
      const found = parentField(entry, parents);
      if (found !== undefined) need(found.parent, found.field);
    }
  }
  return (resource, record) => {
    const names = [...(needed.get(resource) ?? [])];
    if (!isPlainObject(record)) return record;
    const kept: Record<string, unknown> = {};
    for (const name of names) {
      if (name === undefined || !Object.hasOwn(record, name)) return record;
      kept[name] = record[name];
    }
    return kept;
  };
}
