import type { ErrorRecord } from '../../errors/dango-error.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import type { CursorWindow } from './cursor-tracker.ts';
import type { IncrementalState, PackageResource } from '../../loads/manifest.ts';

/** What of {@link ExtractOptions} ended a resource before the API did. There may be more; nobody asked. */
export type StoppingLimit = 'records' | 'pages' | 'parents';

/** What the extraction of one resource gave. Plain data: it crosses from the process of a module. */
export interface ExtractedResource {
  readonly name: string;
  readonly status: 'succeeded' | 'failed' | 'skipped';
  readonly error?: ErrorRecord;
  readonly requests: number;
  readonly pages: number;
  readonly bytes: number;
  readonly rows: number;
  readonly durationMs: number;
  /** Absent when it was read to its end. */
  readonly stoppedBy?: StoppingLimit;
  /** What the package has of it; absent unless it succeeded. */
  readonly contents?: PackageResource;
  /** The other tables of a resource whose records name theirs. Absent: none. */
  readonly moreContents?: readonly PackageResource[];
}

/** What the package has of a resource, table by table; empty unless it succeeded. */
export function allContents({
  contents,
  moreContents = [],
}: Pick<ExtractedResource, 'contents' | 'moreContents'>): readonly PackageResource[] {
  return contents === undefined ? [] : [contents, ...moreContents];
}

/** Cursors by resource and cursor path, as they were saved. */
export type SavedCursors = Readonly<Record<string, Readonly<Record<string, IncrementalState>>>>;

/** What resources keep beside their cursors, by resource. */
export type SavedStates = Readonly<Record<string, JsonObject>>;

export interface ExtractOptions {
  /** Names of the resources to load; all when undefined. Their parents are read; loaded where a cursor moves. */
  readonly selected?: readonly string[] | undefined;
  readonly cursors: SavedCursors;
  /** Absent: nothing was saved. */
  readonly states?: SavedStates | undefined;
  readonly isFullRefresh: boolean;
  /** Bounds for every cursor, in the place of the saved positions. */
  readonly window?: CursorWindow | undefined;
  /** Most records per resource. */
  readonly limit?: number | undefined;
  /** Most pages per resource and record of its parent. */
  readonly pageLimit?: number | undefined;
  /** Most records of one resource whose children are read. */
  readonly parentLimit?: number | undefined;
  /** Only the first of the resources that needs no other. */
  readonly isProbe?: boolean | undefined;
}
