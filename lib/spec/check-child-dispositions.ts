import { DangoError } from '../errors/dango-error.ts';
import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { keyOf } from './column-hint.ts';
import { columnHintsOfSpec } from './column-hint-spec.ts';
import { incrementalAncestor } from './incremental-ancestor.ts';
import type { Finding } from './source-issue.ts';
import { dispositionWord, mergeOptionsOf } from './write-disposition-spec.ts';
import type { RestApiSpec } from './source-spec.ts';

/** Checks that no resource replaces its table by what the last changes of a resource above it brought. */
export function checkChildDispositions(spec: RestApiSpec): Finding[] {
  const flats = spec.resources.map((resource) => flattenResource(resource, spec.resource_defaults));
  return flats.flatMap((flat, index) => {
    const ancestor = takesAll(flat) ? ancestorOf(flat, flats) : undefined;
    if (ancestor === undefined) return [];
    const does =
      dispositionWord(flat.write_disposition) === 'replace' ? 'replaces its table' : 'ends the rows that do not come';
    return [
      {
        path: originOf(spec, index, 'write_disposition'),
        message: `Resource "${flat.name}" ${does}, but it is read only for the records of "${ancestor.name}" that are new since the last sync`,
        hint:
          dispositionWord(flat.write_disposition) === 'replace'
            ? `Give it a primary_key and write_disposition: merge, or write_disposition: replace to "${ancestor.name}" as well.`
            : `Give it a merge_key, or write_disposition: replace to "${ancestor.name}".`,
      },
    ];
  });
}

/** Whether what does not come goes away, or ends. */
function takesAll(flat: FlatResource): boolean {
  const { write_disposition: spec, merge_key: key, columns } = flat;
  if (dispositionWord(spec) === 'replace') return true;
  const isVersioned = mergeOptionsOf(spec)?.strategy === 'scd2';
  return isVersioned && keyOf(key, columnHintsOfSpec(columns), 'mergeKey').length === 0;
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
