import { flattenResource, originOf } from './flat-resource.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { findTypeHintFault } from './type-hint.ts';

/** Checks that the types of columns can be what is told of them. */
export function checkColumns(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const { columns = {} } = flattenResource(resource, spec.resource_defaults);
  const at = originOf(spec, index, 'columns');
  return Object.entries(columns).flatMap(([field, column]): Finding[] => {
    const fault = findTypeHintFault(column);
    return fault === undefined ? [] : [{ path: [...at, field, fault.key], message: fault.problem, hint: fault.hint }];
  });
}
