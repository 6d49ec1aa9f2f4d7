import type { IncrementalState } from '../loads/manifest.ts';
import type { ResourceState, StateContent } from './pipeline-state.ts';

/**
 * Moves a cursor. What was noted of the records at the old position is forgotten, so those at the new one come again;
 * cursors of single records of a parent all move there.
 */
export function withCursorAt(
  content: StateContent,
  resource: string,
  cursorPath: string,
  value: unknown,
): StateContent {
  return mapResources(content, (name, state) => {
    const cursor = state.incremental?.[cursorPath];
    if (name !== resource || cursor === undefined) return state;
    const { parents } = cursor;
    const moved: IncrementalState = {
      ...cursor,
      last_value: value,
      unique_hashes: [],
      ...(parents === undefined
        ? {}
        : { parents: Object.fromEntries(Object.keys(parents).map((key) => [key, [value]])) }),
    };
    return { ...state, incremental: { ...state.incremental, [cursorPath]: moved } };
  });
}

/** Forgets what is saved of a resource, or, without one, of all and of the source itself. */
export function withoutState(content: StateContent, resource?: string): StateContent {
  if (resource === undefined) return { ...content, sources: {} };
  return mapResources(content, (name, state) => (name === resource ? undefined : state));
}

function mapResources(
  content: StateContent,
  change: (name: string, state: ResourceState) => ResourceState | undefined,
): StateContent {
  const sources = Object.entries(content.sources ?? {}).map(([source, state]) => {
    const resources = Object.entries(state.resources ?? {}).flatMap(([name, before]) => {
      const after = change(name, before);
      return after === undefined ? [] : [[name, after] as const];
    });
    return [source, { ...state, resources: Object.fromEntries(resources) }] as const;
  });
  return { ...content, sources: Object.fromEntries(sources) };
}
