import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource, SourceStateChange } from '../../loads/manifest.ts';
import type { ResourceState } from '../../sdk/resource-state.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import { resourcesKey, type SharedStateView } from './shared-state.ts';
import { parseExact, stringifyExact } from '../../util/exact-json.ts';

/** Most that a resource may keep. It is read and written whole with every sync. */
export const mostStateBytes = 1024 * 1024;
/** Where the cursors lie, among the keys of a resource. */
export const cursorKey = 'incremental';

/** What a resource saves beside its rows. */
export type SavedByResource = Pick<PackageResource, 'state' | 'source_state'>;

/** The state of one resource while it is read, and what it has of that of its source. */
export class StateKeeper {
  /** The object that user code changes. */
  readonly state: ResourceState;
  /** The same of the source. */
  readonly sourceState: ResourceState;
  readonly #shared: SharedStateView;
  readonly #before: string;
  #after: string;
  #sourceChanges: readonly SourceStateChange[] = [];

  /**
   * @param saved what lies in the warehouse. @param startsAnew whether that does not count.
   * @param shared the state of the source.
   */
  constructor(saved: JsonObject, startsAnew: boolean, shared: SharedStateView) {
    this.#shared = shared;
    this.sourceState = shared.state;
    this.#before = stringifyExact(saved);
    this.#after = this.#before;
    // A copy: what it was must not change with it.
    this.state = startsAnew ? {} : (parseExact(this.#before) as ResourceState);
  }

  /**
   * Takes the state as it is now; what user code changes later does not count.
   * @throws DangoError `module-failed` for what cannot be saved.
   */
  end(resource: string): void {
    const own = `resource "${resource}"`;
    let text: string;
    try {
      text = stringifyExact(this.state);
    } catch (cause) {
      throw unusable(resource, own, `is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
    }
    const bytes = Buffer.byteLength(text);
    if (bytes > mostStateBytes)
      throw unusable(resource, own, `has ${bytes} bytes, and ${mostStateBytes} at most are kept`);
    if (Object.hasOwn(this.state, cursorKey))
      throw unusable(resource, own, `has the key "${cursorKey}", where its cursors lie`);
    this.#sourceChanges = this.#endSource(resource);
    this.#after = text;
  }

  #endSource(resource: string): readonly SourceStateChange[] {
    const refuse = (problem: string, cause?: unknown): DangoError =>
      unusable(resource, `the source, as resource "${resource}" leaves it,`, problem, cause);
    let changes: readonly SourceStateChange[];
    try {
      changes = this.#shared.changes();
    } catch (cause) {
      throw refuse(`is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
    }
    const bytes = Buffer.byteLength(stringifyExact(changes));
    if (bytes > mostStateBytes) throw refuse(`has ${bytes} bytes, and ${mostStateBytes} at most are kept`);
    if (changes.some(({ key }) => key === resourcesKey))
      throw refuse(`has the key "${resourcesKey}", where the states of resources lie`);
    return changes;
  }

  /** Whether it wrote anything; what a full refresh forgets it has not written. */
  get isChanged(): boolean {
    return this.#after !== this.#before || this.#sourceChanges.some(({ at }) => at > 0);
  }

  /** What is to be saved; empty where nothing changed. */
  saved(): SavedByResource {
    return {
      ...(this.#after === this.#before ? {} : { state: parseExact(this.#after) as JsonObject }),
      ...(this.#sourceChanges.length === 0 ? {} : { source_state: this.#sourceChanges }),
    };
  }
}

function unusable(resource: string, whose: string, problem: string, cause?: unknown): DangoError {
  return new DangoError(`The state of ${whose} ${problem}.`, {
    code: 'module-failed',
    hint: 'Keep a few texts and numbers in it, under names of your own.',
    context: { resource },
    cause,
  });
}
