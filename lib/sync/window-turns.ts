import { DangoError, type ErrorRecord } from '../errors/dango-error.ts';
import type { LoadOutcome } from '../warehouse/destination.ts';
import { stringifyExact, withSortedKeys } from '../util/exact-json.ts';
import type { NextWindow } from './extract/cursor-tracker.ts';
import type { ExtractedResource, ReadTotals, SavedCursors, WindowTurn } from './extract/extracted-resource.ts';
import type { SyncReport } from './sync-report.ts';

/** What became of one package of a sync. */
export interface PackageResult {
  readonly report: SyncReport;
  /** Rows by table that were loaded. */
  readonly tables: ReadonlyMap<string, number>;
  readonly extracted: readonly ExtractedResource[];
  /** Undefined unless it was loaded. */
  readonly outcome: LoadOutcome | undefined;
  readonly savesState: boolean;
}

/** The packages of a run in which each window of a cursor has its own, one after the other. */
export class WindowTurns {
  readonly #nowMs: number;
  readonly #before: Record<string, ReadTotals> = {};
  readonly #numbers = new Map<string, number>();
  /** What the last package has saved of the resources that go on. */
  expected: SavedCursors = {};

  /** @param nowMs up to where windows go. */
  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  first(): WindowTurn {
    return { nowMs: this.#nowMs };
  }

  /**
   * What the next package reads; undefined when all is done. A resource goes on only behind a window that is loaded,
   * with all that is read below it.
   */
  following({ extracted, outcome, savesState }: PackageResult): WindowTurn | undefined {
    if (outcome?.outcome !== 'loaded') return undefined;
    for (const { name, requests, pages, bytes, rows } of extracted) {
      const sum = this.#before[name] ?? { requests: 0, pages: 0, bytes: 0, rows: 0 };
      this.#before[name] = {
        requests: sum.requests + requests,
        pages: sum.pages + pages,
        bytes: sum.bytes + bytes,
        rows: sum.rows + rows,
      };
    }
    const stuck = stuckRoots(extracted, outcome);
    const going = extracted.flatMap((resource): [ExtractedResource, NextWindow][] =>
      resource.window?.next === undefined ||
      stuck.has(resource.name) ||
      !this.#advances(resource.name, resource.window.next)
        ? []
        : [[resource, resource.window.next]],
    );
    if (going.length === 0) return undefined;
    this.expected = savesState
      ? Object.fromEntries(going.map(([{ name, contents }]) => [name, contents?.incremental ?? {}]))
      : {};
    return {
      nowMs: this.#nowMs,
      next: Object.fromEntries(going.map(([{ name }, next]) => [name, next])),
      before: { ...this.#before },
    };
  }

  /** The process of a module says what follows, and must not do so for ever. */
  #advances(name: string, { number, of }: NextWindow): boolean {
    const isNext = number === (this.#numbers.get(name) ?? 1) + 1 && number <= of;
    this.#numbers.set(name, number);
    return isNext;
  }
}

/** The topmost resources of those whose rows were refused, or whose cursor stays: the window must come again. */
function stuckRoots(
  extracted: readonly ExtractedResource[],
  { plan }: Extract<LoadOutcome, { outcome: 'loaded' | 'already loaded' }>,
): ReadonlySet<string> {
  const parents = new Map(extracted.map(({ name, contents }) => [name, contents?.parent ?? undefined]));
  const rootOf = (name: string): string => {
    const parent = parents.get(name);
    return parent === undefined ? name : rootOf(parent);
  };
  return new Set([...(plan?.refused.keys() ?? []), ...(plan?.keepsCursor ?? [])].map(rootOf));
}

/**
 * Between two packages of a run nobody else may move its cursors: rows would be lost or doubled.
 * @throws DangoError `cursor-invalid`.
 */
export function refuseMoved(expected: SavedCursors, found: SavedCursors): void {
  for (const [name, cursor] of Object.entries(expected)) {
    const [one, other] = [cursor, found[name] ?? {}].map((value) => stringifyExact(withSortedKeys(value)));
    if (one === other) continue;
    throw new DangoError(`The saved cursor of ${name} was moved by somebody else while its windows were loaded.`, {
      code: 'cursor-invalid',
      hint: 'Sync again: it goes on from where the cursor is now.',
      context: { resource: name },
    });
  }
}

/** A package that broke off before it was fetched. */
export function failedPackage(
  { name: source, dataset }: { readonly name: string; readonly dataset: string },
  next: NonNullable<WindowTurn['next']>,
  error: ErrorRecord,
): PackageResult {
  const resources = Object.entries(next).map(([name, { number, of }]) => ({
    name,
    status: 'failed' as const,
    error,
    requests: 0,
    pages: 0,
    bytes: 0,
    rows_extracted: 0,
    rows_loaded: 0,
    tables: [],
    duration_ms: 0,
    windows: { total: of, loaded: number - 1 },
  }));
  const report: SyncReport = { source, status: 'failed', dataset, error, resources };
  return { report, tables: new Map(), extracted: [], outcome: undefined, savesState: false };
}
