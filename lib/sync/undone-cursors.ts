import { stringifyExact, withSortedKeys } from '../util/exact-json.ts';
import type { ResourceState, StateContent } from '../warehouse/pipeline-state.ts';
import type { UndonePipeline } from '../warehouse/plan/plan-undo.ts';
import type { UndoneLoads } from './sync-report.ts';

/** The cursors that an undo changes, and the resources whose other state it changes. */
export function undoneCursors({
  state,
  restoredState,
}: Pick<UndonePipeline, 'state' | 'restoredState'>): UndoneLoads['cursors'] {
  if (restoredState === undefined) return [];
  const now = resourcesOf(state.content);
  const after = resourcesOf(restoredState);
  return [...new Set([...now.keys(), ...after.keys()])].flatMap((resource) => {
    const { incremental = {}, ...rest } = now.get(resource) ?? {};
    const { incremental: incrementalAfter = {}, ...restAfter } = after.get(resource) ?? {};
    const paths = [...new Set([...Object.keys(incremental), ...Object.keys(incrementalAfter)])];
    return [
      ...paths
        .filter((path) => differ(incremental[path], incrementalAfter[path]))
        .map((path) => ({
          resource,
          cursor_path: path,
          value: incremental[path]?.last_value,
          value_after: incrementalAfter[path]?.last_value,
        })),
      ...(differ(rest, restAfter) ? [{ resource, value: rest, value_after: restAfter }] : []),
    ];
  });
}

function resourcesOf({ sources = {} }: StateContent): ReadonlyMap<string, ResourceState> {
  return new Map(Object.values(sources).flatMap(({ resources = {} }) => Object.entries(resources)));
}

function differ(one: unknown, other: unknown): boolean {
  return text(one) !== text(other);
}

function text(value: unknown): string {
  return value === undefined ? '' : stringifyExact(withSortedKeys(value));
}
