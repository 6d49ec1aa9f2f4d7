import { isPlainObject } from '../util/plain-object.ts';
import type { KeyPath } from './key-path.ts';

/** The value at a path; undefined when there is none. */
export function jsonAt(root: unknown, path: KeyPath): unknown {
  let value = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isPlainObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/**
 * A copy with the value at a path replaced or added; missing parents are made. Undefined when the path leads through a
 * text, number or boolean, or behind the end of a list.
 */
export function jsonWith(root: unknown, path: KeyPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  const isNothing = root === undefined || root === null;
  if (typeof step === 'number' && (isNothing || Array.isArray(root))) {
    const list: readonly unknown[] = isNothing ? [] : root;
    if (step > list.length) return undefined;
    const item = jsonWith(list[step], rest, value);
    return item === undefined ? undefined : list.toSpliced(step, 1, item);
  }
  if (!isNothing && !isPlainObject(root)) return undefined;
  const mapping = isNothing ? {} : root;
  const item = jsonWith(Object.hasOwn(mapping, step) ? mapping[step] : undefined, rest, value);
  return item === undefined ? undefined : withKey(mapping, String(step), item);
}

/** A copy without the value at a path. */
export function jsonWithout(root: unknown, path: KeyPath): unknown {
  const last = path.at(-1);
  if (last === undefined) return root;
  const parentPath = path.slice(0, -1);
  const parent = jsonAt(root, parentPath);
  if (Array.isArray(parent) && typeof last === 'number') return jsonWith(root, parentPath, parent.toSpliced(last, 1));
  if (!isPlainObject(parent)) return root;
  const kept = Object.entries(parent).filter(([key]) => key !== String(last));
  return jsonWith(root, parentPath, Object.fromEntries(kept));
}

/** A key called `__proto__` is a key like any other. */
function withKey(mapping: Readonly<Record<string, unknown>>, key: string, item: unknown): unknown {
  return Object.fromEntries([...Object.entries(mapping).filter(([other]) => other !== key), [key, item]]);
}
