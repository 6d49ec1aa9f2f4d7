import { normaliseName } from '../../schema/identifier.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { HintType } from '../../spec/hint-type.ts';
import { parseJsonPath } from '../../spec/json-path.ts';

/** The types that a resource tells, by the names that the columns of its root table get. */
export function columnHints(columns: Resource['columns']): Readonly<Record<string, HintType>> | undefined {
  if (columns === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(columns).map(([field, { type }]) => {
      const names = parseJsonPath(field).steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
      return [names.map(normaliseName).join('__'), type];
    }),
  );
}
