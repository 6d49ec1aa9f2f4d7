import { flattenResource, originOf } from './flat-resource.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';

/**
 * Checks that a resource has one body at most, and that its requests send it.
 * @param allowsGet whether a GET may have one; it is more often a forgotten `method`.
 */
export function checkBody(spec: RestApiSpec, index: number, allowsGet: boolean): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const flat = flattenResource(resource, spec.resource_defaults);
  const { name, method } = flat;
  const bodies = (['json', 'form', 'body'] as const).filter((key) => flat[key] !== undefined);
  const unsent = method === 'POST' || allowsGet ? [] : bodies;
  return [
    ...unsent.map((key) => ({
      path: originOf(spec, index, key),
      part: 'key' as const,
      message: `Resource "${name}" has a ${key === 'body' ? 'body' : `${key} body`}, which a GET request does not send`,
      hint: `Add method: POST or remove ${key}.`,
    })),
    ...bodies.slice(1).map((key) => ({
      path: originOf(spec, index, key),
      part: 'key' as const,
      message: `Resource "${name}" has both ${bodies[0]} and ${key}, but a request has one body`,
      hint: 'Remove one of the two.',
    })),
  ];
}
