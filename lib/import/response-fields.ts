import { viewSchema, type Follow, type PlacedSchema } from './json-schema.ts';
import {
  isBareCursorName,
  isNextCursorName,
  isPagingEnvelope,
  nextUrlSurety,
  totalRole,
  type TotalRole,
} from './paging-words.ts';
import { writePath } from './find-records.ts';

/** A field of a response that has to do with paging. */
export interface PagingField {
  /** `plain`: a field at the top that says nothing by itself. */
  readonly role: 'next_cursor' | 'next_url' | 'plain' | TotalRole;
  /** As sources.yml writes it. */
  readonly path: string;
  readonly steps: readonly string[];
  readonly at: string;
  readonly surety: 'sure' | 'likely';
}

/**
 * Every field of a response that leads to the next page or says how much there is: at its top, and in objects about pages.
 * @param isGraphql whether it answers a query of GraphQL, which names every object around them. Default false.
 */
export function pagingFields(response: PlacedSchema, follow: Follow, isGraphql = false): readonly PagingField[] {
  const fields: PagingField[] = [];
  const look = (placed: PlacedSchema, path: readonly string[]): void => {
    for (const [name, property] of viewSchema(placed, follow).properties) {
      const steps = [...path, name];
      const view = viewSchema(property, follow);
      if (view.type === 'array') continue;
      if (view.type === 'object') {
        const isEnvelope = isPagingEnvelope(name) || /^_?(links|paging|response|data|result)/i.test(name);
        if (isGraphql ? steps.length < 6 : steps.length < 4 && isEnvelope) look(property, steps);
        continue;
      }
      const found = roleOf(steps, view.format, view.scalar);
      if (found !== undefined) fields.push({ ...found, path: writePath(steps), steps, at: view.at });
    }
  };
  look(response, []);
  return fields;
}

function roleOf(
  steps: readonly string[],
  format: string | undefined,
  scalar: string | undefined,
): Pick<PagingField, 'role' | 'surety'> | undefined {
  const name = steps.at(-1) ?? '';
  const total = totalRole(steps);
  if (total !== undefined) return scalar === 'string' ? undefined : { role: total, surety: 'sure' };
  const isUri = format === 'uri' || format === 'url' || format === 'uri-reference';
  const url = scalar === 'integer' || scalar === 'boolean' ? undefined : nextUrlSurety(steps, isUri);
  if (url !== undefined) return { role: 'next_url', surety: url };
  if (scalar === 'boolean' || isUri) return undefined;
  if (isNextCursorName(name)) return { role: 'next_cursor', surety: 'sure' };
  if (steps.length === 1 && isBareCursorName(name)) return { role: 'plain', surety: 'likely' };
  const isAmongPaging = steps.slice(0, -1).some(isPagingEnvelope);
  return isAmongPaging && isBareCursorName(name) ? { role: 'next_cursor', surety: 'likely' } : undefined;
}
