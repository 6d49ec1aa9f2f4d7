import type { StateContent } from '../warehouse/pipeline-state.ts';

/** A cursor as it is saved. */
export interface SavedCursor {
  readonly resource: string;
  readonly cursor_path: string;
  readonly initial_value: unknown;
  readonly last_value: unknown;
}

/** The cursors of a saved state. */
export function savedCursors({ sources = {} }: Pick<StateContent, 'sources'>): readonly SavedCursor[] {
  return Object.values(sources).flatMap(({ resources = {} }) =>
    Object.entries(resources).flatMap(([resource, { incremental = {} }]) =>
      Object.entries(incremental).map(([cursorPath, cursor]) => ({
        resource,
        cursor_path: cursorPath,
        initial_value: cursor.initial_value,
        last_value: cursor.last_value,
      })),
    ),
  );
}
