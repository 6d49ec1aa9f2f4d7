import { DangoError } from '../../errors/dango-error.ts';
import type { Resource } from '../../sdk/resource.ts';
import { appendedListOf } from '../../sdk/nested-tables.ts';
import type { Source } from '../../sdk/source.ts';
import { ancestorsOf } from './ancestors-of.ts';
import { replacedPath } from './replaced-path.ts';
import { endsMissingRows } from './ends-missing-rows.ts';

/**
 * The names of those resources that a range of their cursor, or of one above them, can be loaded of: all of the source,
 * or the selected ones.
 * @throws DangoError `usage-invalid` where there is none, where a selected one has no cursor, and where rows would be
 *   doubled (append, unless the old ones can be found by the cursor) or lost (replace).
 */
export function chooseWindowed(
  { name, resources }: Source,
  selected: readonly string[] | undefined,
): readonly string[] {
  const hasCursor = (resource: Resource): boolean =>
    [resource, ...ancestorsOf(resource, resources)].some(({ incremental }) => incremental !== undefined);
  const wanted = resources.filter(
    (resource) => selected?.includes(resource.name) ?? (resource.selected !== false && hasCursor(resource)),
  );
  const without = wanted.find((resource) => !hasCursor(resource));
  if (wanted.length === 0 || without !== undefined) {
    const subject =
      without === undefined
        ? `Source ${name} has no resource with a cursor`
        : `Resource ${without.name} of ${name} has no cursor`;
    throw new DangoError(`${subject}, so there is no range of it.`, {
      code: 'usage-invalid',
      hint: 'Add incremental with a cursor_path to the resource, or sync without --since, --until and --backfill.',
      context: { source: name, ...(without === undefined ? {} : { resource: without.name }) },
    });
  }
  const harmful = wanted.flatMap((resource) => {
    const harm = harmOf(resource);
    return harm === undefined ? [] : [{ resource, harm }];
  });
  const [first] = harmful;
  if (first === undefined) return wanted.map((resource) => resource.name);
  const names = harmful.map(({ resource }) => resource.name);
  const others = wanted.filter((resource) => !names.includes(resource.name)).map((resource) => resource.name);
  const rest = others.length === 0 ? '' : `, or load the others: ${others.map((one) => `--resource ${one}`).join(' ')}`;
  throw new DangoError(`A range of ${first.resource.name} cannot be loaded. It ${first.harm}.`, {
    code: 'usage-invalid',
    hint: `${remedyFor(harmful.map(({ resource }) => resource))}, so that known rows are replaced (write_disposition: merge)${rest}.`,
    context: { source: name, resource: first.resource.name },
  });
}

function remedyFor(harmful: readonly Resource[]): string {
  const lists = harmful.flatMap((resource) => appendedListOf(resource) ?? []);
  if (lists.length === harmful.length) return `Let ${lists.map(({ path }) => path).join(', ')} in nestedHints merge`;
  return `Give ${harmful.map(({ name }) => name).join(', ')} a primary_key`;
}

/** What a range would do to the rows that are there; undefined: nothing bad. */
function harmOf(resource: Resource): string | undefined {
  if (resource.writeDisposition === 'replace')
    return 'replaces its table: the rows outside of this range would be gone';
  if (endsMissingRows(resource)) {
    return 'keeps versions (scd2): the rows outside of this range would end';
  }
  const list = appendedListOf(resource);
  if (list !== undefined) {
    return `appends to the table of its list "${list.path}": the elements of this range are there already and would be added a second time`;
  }
  if (resource.writeDisposition === 'merge' || replacedPath(resource) !== undefined) return undefined;
  const { incremental, parent, cursorKey, onChildError } = resource;
  const why =
    incremental === undefined || parent !== undefined || cursorKey !== undefined
      ? ', and they cannot be told by its own cursor'
      : onChildError === 'skip'
        ? ', and what on_child_error: skip leaves out would be lost if they were removed'
        : incremental.endValue !== undefined
          ? ', as every sync does because of its end value'
          : incremental.onCursorValueMissing === 'include'
            ? ', and those without a cursor value belong to no range'
            : typeof resource.tableName === 'function'
              ? ', and each of them names its table'
              : ', and its cursor is no column';
  return `appends: its rows of this range are there already and would be added a second time${why}`;
}
