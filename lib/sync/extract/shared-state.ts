import type { SourceStateChange } from '../../loads/manifest.ts';
import type { ResourceState } from '../../sdk/resource-state.ts';
import type { JsonObject, JsonValue } from '../../spec/json-value.ts';
import { parseExact, stringifyExact } from '../../util/exact-json.ts';

/** The key of a source's state below which dlt keeps those of its resources. */
export const resourcesKey = 'resources';

/**
 * The state of a source while its resources are read, several of them at a time. All see one object; who wrote which of
 * its keys is noted, because only what a resource wrote is saved together with its rows.
 */
export class SharedState {
  readonly #state: Record<string, unknown>;
  readonly #forgotten: readonly string[];
  readonly #writes = new Map<string, number>();
  #counter = 0;

  /** @param saved what lies in the warehouse. @param startsAnew whether that does not count, and goes away. */
  constructor(saved: JsonObject, startsAnew: boolean) {
    // A copy: what was saved must not change with it.
    this.#state = startsAnew ? {} : (parseExact(stringifyExact(saved)) as Record<string, unknown>);
    this.#forgotten = startsAnew ? Object.keys(saved) : [];
  }

  /** The state as one resource has it. */
  view(): SharedStateView {
    const keys = new Set<string>();
    const note = (key: string): void => {
      this.#counter += 1;
      keys.add(key);
      this.#writes.set(key, this.#counter);
    };
    return {
      state: watched(this.#state, note) as ResourceState,
      changes: () => [
        ...this.#forgotten.filter((key) => !keys.has(key)).map((key) => ({ key, at: 0 })),
        ...[...keys].map((key) => this.#changeOf(key)),
      ],
    };
  }

  #changeOf(key: string): SourceStateChange {
    const at = this.#writes.get(key) ?? 0;
    const value = this.#state[key];
    if (value === undefined) return { key, at };
    return { key, at, value: parseExact(stringifyExact(value)) as JsonValue };
  }
}

export interface SharedStateView {
  readonly state: ResourceState;
  /** What the resource wrote, as it is now. @throws TypeError for what is no JSON. */
  changes(): readonly SourceStateChange[];
}

/** What watched objects stand for: one that is put into the state itself must not be watched twice. */
const originals = new WeakMap<object, object>();

/** An object that tells which of its own keys is written, also deep below it. */
function watched(object: object, onWrite: (key: string) => void): object {
  const known = new Map<string, (value: object) => object>();
  const below = (key: string, value: object): object => {
    const watch = known.get(key) ?? watcher(() => onWrite(key));
    known.set(key, watch);
    return watch(value);
  };
  return watch(object, below, onWrite);
}

/** Makes watched objects of which every write counts for one; each object has one, so that a ring is known as such. */
function watcher(onWrite: () => void): (value: object) => object {
  const known = new WeakMap<object, object>();
  const watchOne = (value: object): object => {
    const original = originals.get(value) ?? value;
    const made = known.get(original) ?? watch(original, (_key, field) => watchOne(field), onWrite);
    known.set(original, made);
    return made;
  };
  return watchOne;
}

function watch(object: object, below: (key: string, value: object) => object, onWrite: (key: string) => void): object {
  const note = (key: string | symbol): void => {
    if (typeof key === 'string') onWrite(key);
  };
  const proxy = new Proxy(object, {
    get: (target, key, receiver) => {
      const value: unknown = Reflect.get(target, key, receiver);
      if (typeof key !== 'string' || typeof value !== 'object' || value === null) return value;
      const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
      if (descriptor === undefined) return value;
      if (isFixed(descriptor) || !isJsonLike(value)) {
        // It must be given as it is, so nobody knows what is done to it.
        note(key);
        return value;
      }
      return below(key, value);
    },
    set: (target, key, value) => {
      note(key);
      return Reflect.set(target, key, value);
    },
    defineProperty: (target, key, descriptor) => {
      note(key);
      return Reflect.defineProperty(target, key, descriptor);
    },
    deleteProperty: (target, key) => {
      note(key);
      return Reflect.deleteProperty(target, key);
    },
  });
  originals.set(proxy, object);
  return proxy;
}

/** A proxy has to tell the value of such a property as it is, as of a frozen object. */
function isFixed({ configurable, writable }: PropertyDescriptor): boolean {
  return configurable === false && writable === false;
}

/** False for what has methods that need the object itself, such as a Date. */
function isJsonLike(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
