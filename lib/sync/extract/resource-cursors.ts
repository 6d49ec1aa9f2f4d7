import type { IncrementalState, ReplacedRange } from '../../loads/manifest.ts';
import type { CursorValue } from '../../sdk/incremental.ts';
import { appendsRows } from '../../sdk/nested-tables.ts';
import type { Resource } from '../../sdk/resource.ts';
import { otherKindOfCursor } from './cursor-errors.ts';
import { CursorTracker, type CursorRun } from './cursor-tracker.ts';
import type { ExtractedResource, ExtractOptions } from './extracted-resource.ts';
import { ParentCursors } from './parent-cursors.ts';
import { replacedPath } from './replaced-path.ts';
import type { SeriesOrigin } from './series-origin.ts';

/** The cursors of one resource: one for all that is read, or one for each record of its parent. */
export interface ResourceCursors {
  /** The cursor of a series. @throws DangoError `cursor-invalid` where it cannot start. */
  for(origin: SeriesOrigin): CursorTracker;
  /** What is saved; undefined where this run does not count. See `CursorTracker.state`. */
  state(isCut: boolean): Readonly<Record<string, IncrementalState>> | undefined;
  /** Where a range ends before it was asked to, because what is behind comes with the next run. */
  readonly cap?: CursorValue | undefined;
  /** The range of records that this package takes. Absent: there are several. */
  taken?(): Omit<ReplacedRange, 'path'>;
  /** The window of this package, where each has its own. */
  readonly window?: ExtractedResource['window'];
}

export interface CursorHost {
  /** Whether loading a record again does no harm. */
  readonly canRepeat: () => boolean;
  /** See `CursorRun`. */
  readonly takesKnown: () => boolean;
  /** Whether what is read below allows packages for each window. */
  readonly canSplit: boolean;
}

/**
 * The cursors of a resource; undefined without `incremental`.
 * @throws DangoError `cursor-invalid` where the saved position cannot be used.
 */
export function createCursors(
  resource: Resource,
  options: ExtractOptions,
  { canRepeat, takesKnown, canSplit }: CursorHost,
): ResourceCursors | undefined {
  const { name, incremental, primaryKey, parent, cursorKey, writeDisposition } = resource;
  if (incremental === undefined) return undefined;
  const { turn, window } = options;
  const startsAnew = options.isFullRefresh || writeDisposition === 'replace';
  const saved = startsAnew ? undefined : options.cursors[name]?.[incremental.cursorPath];
  // A table that is replaced must come in one package, and a child is read with each record of its parent.
  const isSplit = turn !== undefined && parent === undefined && writeDisposition !== 'replace' && canSplit;
  const next = isSplit ? turn.next?.[name] : undefined;
  const staysBehind = window !== undefined && options.limit === undefined && replacedPath(resource) !== undefined;
  const run: CursorRun = { window, canRepeat, takesKnown, nowMs: turn?.nowMs, isSplit, next, staysBehind };
  if (cursorKey !== undefined) return new ParentCursors(resource, incremental, cursorKey, saved, run);
  if (saved?.parents !== undefined && appendsRows(resource) && window === undefined) {
    throw otherKindOfCursor({ resource: name, cursorPath: incremental.cursorPath });
  }
  const tracker = new CursorTracker(name, incremental, primaryKey, saved, run);
  return {
    for: () => tracker,
    state: (isCut) => tracker.state(isCut),
    taken: () => tracker.taken(),
    cap: tracker.isCapped ? tracker.endValue : undefined,
    ...(isSplit && incremental.window !== undefined ? { window: windowOf(tracker) } : {}),
  };
}

function windowOf({ slices: [slice], nextWindow }: CursorTracker): ExtractedResource['window'] {
  if (slice === undefined) return undefined;
  const { number, of } = slice;
  return { number, of, ...(nextWindow === undefined ? {} : { next: nextWindow }) };
}

/** What of the saved state goes on as it is, where a resource does not move its cursors. */
export function keptCursors(
  { name }: Resource,
  { isFullRefresh, cursors }: ExtractOptions,
  isKept: boolean,
): Readonly<Record<string, IncrementalState>> | null {
  const saved = isFullRefresh && !isKept ? {} : (cursors[name] ?? {});
  return Object.keys(saved).length === 0 ? null : saved;
}
