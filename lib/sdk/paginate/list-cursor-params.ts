/** Words that, after `next`, name a position: `next_page_token`, `nextOffset`. */
const positions = new Set(
  (
    'cursor pagecursor token pagetoken continuationtoken page pagenumber pageid offset skip start startkey key id ' +
    'marker position after bookmark'
  ).split(' '),
);

/** Names of a position that do not begin with `next`, and the parameter that usually takes it. */
const knownNames: Readonly<Record<string, readonly string[]>> = {
  after: ['after', 'starting_after'],
  endcursor: ['after'],
  continuation: ['continuation'],
  continuationtoken: [],
  scrollid: [],
  bookmark: [],
};

/** Objects in which a bare `next`, `after` or `cursor` means the next page. */
const pagingObjects = new Set(['cursors', 'cursor', 'paging', 'pagination', 'page', 'pageinfo', 'meta', 'next']);

/**
 * How the request parameter for a cursor may be called, judged by the name under which the response gives it, the
 * likeliest first; empty when the name does not speak of a next page.
 */
export function listCursorParams(names: readonly string[], value: unknown): readonly string[] {
  const name = names.at(-1) ?? '';
  const plain = normalise(name);
  const outer = normalise(names.at(-2) ?? '');
  if (plain === 'next') return typeof value === 'number' ? ['page', 'cursor'] : ['cursor', 'next'];
  if (outer === 'next' && positions.has(plain)) return [name];
  const known = knownNames[plain];
  if (known !== undefined) return outer === '' && plain === 'after' ? [] : [...known, name];
  if (plain === 'cursor') return pagingObjects.has(outer) ? ['cursor'] : [];
  if (!plain.startsWith('next') || !positions.has(plain.slice('next'.length))) return [];
  const stripped = name.replace(/^next[_-]?/i, '');
  const param = stripped.charAt(0).toLowerCase() + stripped.slice(1);
  if (plain === 'nexttoken') return [name, 'page_token', 'cursor'];
  return plain === 'nextid' ? ['cursor', name] : [param, name];
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
