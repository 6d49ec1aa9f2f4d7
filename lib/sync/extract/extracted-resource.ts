import type { ErrorRecord } from '../../errors/dango-error.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import type { CursorWindow, NextWindow } from './cursor-tracker.ts';
import type { IncrementalState, PackageResource } from '../../loads/manifest.ts';

/** What of {@link ExtractOptions} ended a resource before the API did. There may be more; nobody asked. */
export type StoppingLimit = 'records' | 'pages' | 'parents' | 'recording';

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
  /** The window that this one was read in, and what follows in the next package. Absent: it has none, or is done. */
  readonly window?: { readonly number: number; readonly of: number; readonly next?: NextWindow };
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
  /** What the source itself keeps. Absent: nothing was saved. */
  readonly sourceState?: JsonObject | undefined;
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
  /** Whether a list ends where the recording that answers has no further page. Default false: that is an error. */
  readonly endsWithRecording?: boolean | undefined;
  /** Which windows this package takes. Default: all. */
  readonly turn?: WindowTurn | undefined;
}

/** A package of a run in which each window of a cursor has its own. */
export interface WindowTurn {
  /** Up to where windows go, the same for the whole run, in milliseconds since 1970. */
  readonly nowMs: number;
  /** Where resources go on: only they and what is below them are read. Absent: the first package, everything is. */
  readonly next?: Readonly<Record<string, NextWindow>>;
  /** What the packages before took, by resource, for the totals that are told. */
  readonly before?: Readonly<Record<string, ReadTotals>>;
}

export type ReadTotals = Pick<ExtractedResource, 'requests' | 'pages' | 'bytes' | 'rows'>;
