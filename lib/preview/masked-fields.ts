import type { Exchange } from '../http/exchange.ts';
import { parseJson } from '../http/parse-json.ts';
import { formatKeyPath, type KeyPath } from '../spec/key-path.ts';
import { isPlainObject } from '../util/plain-object.ts';

/** A field of recorded responses in which something secret was hidden. */
export interface MaskedField {
  /** The resource whose responses have it; undefined for those that belong to none. */
  readonly resource: string | undefined;
  /** Path in the response, with `[*]` for every element of a list: `data[*].note`. Empty: somewhere in a text. */
  readonly path: string;
  /** Values in which it was hidden. */
  readonly count: number;
}

const mark = '***';

/** Where in recorded responses values were hidden, in the order in which they come. */
export function findMaskedFields(
  exchanges: readonly Pick<Exchange, 'resource' | 'responseBody'>[],
): readonly MaskedField[] {
  const found = new Map<string, MaskedField>();
  for (const { resource, responseBody } of exchanges) {
    if (responseBody?.includes(mark) !== true) continue;
    for (const path of pathsOf(responseBody)) {
      const key = JSON.stringify([resource, path]);
      found.set(key, { resource, path, count: (found.get(key)?.count ?? 0) + 1 });
    }
  }
  return [...found.values()];
}

function pathsOf(body: string): string[] {
  const paths: string[] = [];
  const walk = (value: unknown, path: KeyPath): void => {
    if (typeof value === 'string') {
      if (value.includes(mark)) paths.push(formatKeyPath(path).replaceAll("['*']", '[*]'));
    } else if (Array.isArray(value)) for (const element of value as readonly unknown[]) walk(element, [...path, '*']);
    else if (isPlainObject(value)) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  try {
    walk(parseJson(body), []);
  } catch {
    return [''];
  }
  // What was hidden in a name stands in no value.
  return paths.length === 0 ? [''] : paths;
}
