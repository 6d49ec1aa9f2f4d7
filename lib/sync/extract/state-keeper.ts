import { DangoError } from '../../errors/dango-error.ts';
import type { ResourceState } from '../../sdk/resource-state.ts';
import type { JsonObject } from '../../spec/json-value.ts';
import { parseExact, stringifyExact } from '../../util/exact-json.ts';

/** Most that a resource may keep. It is read and written whole with every sync. */
export const mostStateBytes = 1024 * 1024;
/** Where the cursors lie, among the keys of a resource. */
export const cursorKey = 'incremental';

/** The state of one resource while it is read. */
export class StateKeeper {
  /** The object that user code changes. */
  readonly state: ResourceState;
  readonly #before: string;
  #after: string;

  /** @param saved what lies in the warehouse. @param startsAnew whether that does not count. */
  constructor(saved: JsonObject, startsAnew: boolean) {
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
    let text: string;
    try {
      text = stringifyExact(this.state);
    } catch (cause) {
      throw unusable(resource, `is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, cause);
    }
    const bytes = Buffer.byteLength(text);
    if (bytes > mostStateBytes) throw unusable(resource, `has ${bytes} bytes, and ${mostStateBytes} at most are kept`);
    if (Object.hasOwn(this.state, cursorKey))
      throw unusable(resource, `has the key "${cursorKey}", where its cursors lie`);
    this.#after = text;
  }

  /** What is to be saved; undefined where nothing changed. */
  changed(): JsonObject | undefined {
    return this.#after === this.#before ? undefined : (parseExact(this.#after) as JsonObject);
  }
}

function unusable(resource: string, problem: string, cause?: unknown): DangoError {
  return new DangoError(`The state of resource "${resource}" ${problem}.`, {
    code: 'module-failed',
    hint: 'Keep a few texts and numbers in it, under names of your own.',
    context: { resource },
    cause,
  });
}
