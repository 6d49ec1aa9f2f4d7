import { DangoError } from '../../errors/dango-error.ts';
import type { IncrementalState } from '../../loads/manifest.ts';
import type { CursorValue, Incremental } from '../../sdk/incremental.ts';
import { appendsRows } from '../../sdk/nested-tables.ts';
import type { Resource } from '../../sdk/resource.ts';
import { compareCursorValues } from './compare-cursor-values.ts';
import { otherKindOfCursor, tooManyParents } from './cursor-errors.ts';
import { CursorTracker, type CursorRun } from './cursor-tracker.ts';
import { KnownBudget } from './known-records.ts';
import type { ResourceCursors } from './resource-cursors.ts';
import type { SeriesOrigin } from './series-origin.ts';

/** Most records of a parent with a saved cursor each: about a megabyte of state. */
export const mostParents = 10_000;

type SavedParent = NonNullable<IncrementalState['parents']>[string];

/**
 * A cursor for each record of the parent, told apart by what the requests are filled with. A record that was not there
 * before starts at the initial value; one that is not read keeps what was saved.
 */
export class ParentCursors implements ResourceCursors {
  readonly #saved: ReadonlyMap<string, SavedParent>;
  readonly #trackers = new Map<string, CursorTracker>();
  readonly #resource: Resource;
  readonly #incremental: Incremental;
  readonly #keyOf: (origin: SeriesOrigin) => string;
  readonly #run: CursorRun;
  readonly #budget: KnownBudget;
  /** Records that were not saved before. */
  #added = 0;

  /** @throws DangoError `cursor-invalid` where one cursor for all was saved and rows would double. */
  constructor(
    resource: Resource,
    incremental: Incremental,
    keyOf: (origin: SeriesOrigin) => string,
    saved: IncrementalState | undefined,
    run: CursorRun,
  ) {
    this.#resource = resource;
    this.#incremental = incremental;
    this.#keyOf = keyOf;
    this.#run = run;
    const { parents, last_value: last = null } = saved ?? {};
    const isOther = parents === undefined && last !== null;
    if (isOther && appendsRows(resource) && run.window === undefined) {
      throw otherKindOfCursor({ resource: resource.name, cursorPath: incremental.cursorPath });
    }
    this.#saved = new Map(Object.entries(parents ?? {}));
    this.#budget = new KnownBudget([...this.#saved.values()].reduce((sum, [, ...hashes]) => sum + hashes.length, 0));
  }

  for(origin: SeriesOrigin): CursorTracker {
    const key = this.#keyFor(origin);
    const known = this.#trackers.get(key);
    if (known !== undefined) return known;
    const { name, primaryKey } = this.#resource;
    const { cursorPath } = this.#incremental;
    const saved = this.#saved.get(key);
    if (saved === undefined) {
      if (this.#saved.size + this.#added >= mostParents) {
        throw tooManyParents({ resource: name, cursorPath }, mostParents);
      }
      this.#added += 1;
    }
    const [value = null, ...hashes] = saved ?? [];
    const state = { initial_value: null, last_value: value, unique_hashes: hashes.map(String) };
    const run = { ...this.#run, budget: this.#budget };
    const tracker = new CursorTracker(name, this.#incremental, primaryKey, state, run);
    this.#trackers.set(key, tracker);
    return tracker;
  }

  /** A record without the field that a request needs has no key; its series will say so. */
  #keyFor(origin: SeriesOrigin): string {
    try {
      return this.#keyOf(origin);
    } catch (error) {
      if (DangoError.is(error) && error.code === 'records-missing') return '';
      throw error;
    }
  }

  state(): Readonly<Record<string, IncrementalState>> | undefined {
    const { cursorPath, initialValue, endValue } = this.#incremental;
    if (this.#run.window !== undefined || endValue !== undefined) return undefined;
    const parents = new Map(this.#saved);
    for (const [key, tracker] of this.#trackers) {
      const { last_value: last, unique_hashes: hashes = [] } = tracker.state()?.[cursorPath] ?? {};
      // Nothing came yet: the next run starts at the initial value again.
      if (tracker.hasReached && last !== undefined) parents.set(key, [last, ...hashes]);
    }
    return {
      [cursorPath]: {
        initial_value: initialValue ?? null,
        last_value: lowest([...parents.values()].map(([last]) => last)),
        unique_hashes: [],
        parents: Object.fromEntries(parents),
      },
    };
  }
}

/** Up to there all is loaded, whichever the record: what a reader that knows of one cursor only may rely on. */
function lowest(values: readonly unknown[]): unknown {
  const known = values.filter(
    (value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint',
  );
  return known.reduce<CursorValue | null>(
    (least, value) => (least === null || (compareCursorValues(value, least) ?? 0) < 0 ? value : least),
    null,
  );
}
