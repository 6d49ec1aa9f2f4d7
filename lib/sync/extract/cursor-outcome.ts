import type { PackageResource, ReplacedRange } from '../../loads/manifest.ts';
import type { Resource } from '../../sdk/resource.ts';
import type { ExtractedResource, ExtractOptions } from './extracted-resource.ts';
import { replacedPath } from './replaced-path.ts';
import { keptCursors, type ResourceCursors } from './resource-cursors.ts';

/** The cursors of a resource, and what decides about them besides. */
export interface CursorFacts {
  readonly resource: Resource;
  readonly options: ExtractOptions;
  readonly cursors: ResourceCursors | undefined;
}

/** How the reading of a resource ended, as far as its cursors are concerned. */
export interface CursorEnd {
  /** The next sync must start where this one did. */
  readonly keepsCursor: boolean;
  /** A rule of the resource has ended it. */
  readonly isCut: boolean;
}

/** What is saved of the cursors; null where nothing is. */
export function nextIncremental(
  { resource, options, cursors }: CursorFacts,
  { keepsCursor, isCut }: CursorEnd,
): PackageResource['incremental'] {
  const state = keepsCursor ? undefined : cursors?.state(isCut);
  if (state !== undefined || cursors === undefined) return state ?? null;
  return keptCursors(resource, options, keepsCursor);
}

/** The range whose rows make way, where a range of what appends is read. */
export function replacedRange({ resource, options, cursors }: CursorFacts): ReplacedRange | undefined {
  const { window, limit } = options;
  const path = window === undefined || limit !== undefined ? undefined : replacedPath(resource);
  const taken = path === undefined ? undefined : cursors?.taken?.();
  return path === undefined || taken === undefined ? undefined : { path, ...taken };
}

/** Where the next package goes on, unless something has to be read once more. */
export function nextWindow(cursors: ResourceCursors | undefined, isOver: boolean): Pick<ExtractedResource, 'window'> {
  const window = cursors?.window;
  if (window === undefined) return {};
  return { window: isOver ? { number: window.number, of: window.of } : window };
}
