import { formatKeyPath } from '../../spec/key-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { listCursorParams } from './list-cursor-params.ts';

/** What a body says about its next page. */
export type NextHint =
  | { readonly type: 'url'; readonly path: string }
  /** `params`: what the request parameter may be called, the likeliest first. */
  | { readonly type: 'cursor'; readonly path: string; readonly params: readonly string[] }
  /** The place where a next page would be named is there, and empty. */
  | { readonly type: 'end'; readonly path: string };

type Values = Readonly<Record<string, unknown>>;

const maxDepth = 3;
/** A GraphQL answer has its pageInfo below the names of the query. */
const maxDeepDepth = 6;
/** `next`, `next_page_url`, `nextRecordsUrl`; not `next_steps_url`, which leads elsewhere. */
const urlKey =
  /^(next[_-]?(page|records|results|batch|set|items|data)?[_-]?(url|uri|link|href|path)?|@?odata\.nextLink)$/i;
const urlKeyInside = /^(href|url|uri|link)/i;

/**
 * Looks for a next URL or cursor in the objects of a body (lists are records, and not searched). A URL goes before a
 * cursor, because it needs no guess.
 */
export function findNext(body: unknown): NextHint | undefined {
  const hints = isPlainObject(body) ? [...collectHints(body, [])] : [];
  return (
    hints.find((hint) => hint.type === 'url') ?? hints.find((hint) => hint.type === 'cursor') ?? hints[0] ?? undefined
  );
}

function* collectHints(value: Values, names: readonly string[]): Generator<NextHint> {
  for (const [name, inner] of Object.entries(value)) {
    // A name with quotes cannot be written as a path.
    if (/['"]/.test(name)) continue;
    const path = [...names, name];
    const hint = readHint(path, inner);
    if (hint !== undefined) yield hint;
    else if (isPlainObject(inner) && path.length < maxDeepDepth) yield* collectHints(inner, path);
  }
}

function readHint(names: readonly string[], value: unknown): NextHint | undefined {
  const name = names.at(-1) ?? '';
  const path = formatKeyPath(names);
  if (names.length > maxDepth && names.at(-2) !== 'pageInfo') return undefined;
  const isInsideNext = names.slice(0, -1).some((outer) => urlKey.test(outer));
  const isUrlPlace = urlKey.test(name) || (isInsideNext && urlKeyInside.test(name));
  if (isUrlPlace && typeof value === 'string' && /^(https?:\/\/|[/?])/.test(value)) return { type: 'url', path };
  const params = listCursorParams(names, value);
  if (params.length === 0) return isUrlPlace && value === null ? { type: 'end', path } : undefined;
  if (value === null || value === '' || value === false || value === 0) return { type: 'end', path };
  const isCursor = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
  return isCursor ? { type: 'cursor', path, params } : undefined;
}
