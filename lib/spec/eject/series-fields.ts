import { parsePlaceholders } from '../placeholders.ts';
import type { RestResource } from '../rest-source.ts';
import { walkStrings } from '../walk-strings.ts';
import type { Scope, ValueWriter } from './value-writer.ts';

/** The fields that tell the series of a resource apart, in the order in which a saved position is named by them. */
export function seriesFields(resource: RestResource, scope: Scope, writer: ValueWriter): readonly string[] {
  const { path, params, json, form, body, headers } = resource;
  const fields = new Map<string, string>();
  walkStrings([path, params, json, form, body, headers], (text) => {
    for (const part of parsePlaceholders(text)) {
      if (part.type !== 'resource' && part.type !== 'for_each') continue;
      const owner = part.type === 'resource' ? part.resource : part.name;
      const field = part.fieldPath === '' ? owner : `${owner}.${part.fieldPath}`;
      fields.set(field, writer.placeholder(part, scope));
    }
  });
  return [...fields].toSorted(([one], [two]) => (one < two ? -1 : 1)).map(([, code]) => code);
}
