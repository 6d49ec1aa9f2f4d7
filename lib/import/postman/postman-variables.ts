import { plainName } from '../source-name.ts';
import { isCredentialName, isExample } from '../move-secrets.ts';
import { listAt, type SchemaObject } from '../json-schema.ts';
import { plainText } from '../samples/sample-values.ts';

/** Fills `{{name}}` of a collection; what has no value, and every credential without one, becomes `${NAME}`. */
export type FillVariables = (text: string) => string;

/** Variables within variables that are followed. */
const mostRounds = 10;

/** @param lists of variables, the nearest first. */
export function variablesOf(...lists: readonly unknown[]): FillVariables {
  const values = new Map<string, string>();
  for (const list of lists) {
    for (const item of listAt(list)) {
      const name = nameOf(item);
      const value = item['value'];
      const isGiven = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
      if (name !== undefined && isGiven && item['disabled'] !== true && !values.has(name))
        values.set(name, String(value));
    }
  }
  return (text) => {
    let filled = text;
    for (let round = 0; round < mostRounds && /\{\{[^{}]+\}\}/.test(filled); round++) {
      filled = filled.replaceAll(/\{\{([^{}]+)\}\}/g, (_, inner: string) => {
        const name = inner.trim();
        const value = values.get(name);
        const isMissing = value === undefined || value === '' || (isCredentialName(name) && isExample(value));
        // A control character holds the place, so that what is a reference and what is text stay apart.
        return isMissing ? `\u0000${plainName(name).toUpperCase() || 'VALUE'}\u0001` : value;
      });
    }
    return plainText(filled).replaceAll('\u0000', '${').replaceAll('\u0001', '}');
  };
}

function nameOf(item: SchemaObject): string | undefined {
  const name = item['key'] ?? item['id'] ?? item['name'];
  return typeof name === 'string' ? name : undefined;
}
