import { DangoError } from '../errors/dango-error.ts';
import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { incrementalAncestor } from './incremental-ancestor.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';

/** Checks that no resource replaces its table by what the last changes of a resource above it brought. */
export function checkChildDispositions(spec: RestApiSpec): Finding[] {
  const flats = spec.resources.map((resource) => flattenResource(resource, spec.resource_defaults));
  return flats.flatMap((flat, index) => {
    const ancestor = flat.write_disposition === 'replace' ? ancestorOf(flat, flats) : undefined;
    if (ancestor === undefined) return [];
    return [
      {
        path: originOf(spec, index, 'write_disposition'),
        message: `Resource "${flat.name}" replaces its table, but it is read only for the records of "${ancestor.name}" that are new since the last sync`,
        hint: `Give it a primary_key and write_disposition: merge, or write_disposition: replace to "${ancestor.name}" as well.`,
      },
    ];
  });
}

function ancestorOf(flat: FlatResource, flats: readonly FlatResource[]): FlatResource | undefined {
  try {
    return incrementalAncestor(flat, flats);
  } catch (error) {
    // A broken placeholder is a finding of its own.
    if (DangoError.is(error)) return undefined;
    throw error;
  }
}
