import { isPlainObject } from '../../util/plain-object.ts';

/** How much a response says that it is not everything. */
export type MoreEvidence =
  | { readonly type: 'complete' }
  /** The response says so itself; or it only looks like it. `text` is the sign: `total = 200`. */
  | { readonly type: 'certain' | 'likely'; readonly text: string }
  | { readonly type: 'none' };

/** Names of the number of all records, as {@link wordOf} spells them. */
export const totalName = /^(total|totalcount|totalrecords|totalresults|totalitems|totalelements|totalhits|totalrows)$/;
const countName = /^(count|numfound|recordstotal|itemcount|resultcount|totalsize)$/;
/** Names of the number of all pages. */
export const pagesName = /^(pages|totalpages|pagecount|numpages|pagestotal|lastpage)$/;
const moreName = /^(hasmore|hasnext|hasnextpage|more|moreresults|ismore|morerecords)$/;
const lastName = /^(last|islast|islastpage)$/;
/** Names of the number of records on a page. */
export const sizeName = /^(perpage|pagesize|limit|itemsperpage)$/;
const positionName = /^(page|pagenumber|currentpage|offset|skip|startat)$/;
/** Numbers of records that look like a full page. */
export const roundCounts = new Set([10, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000]);
const maxDepth = 3;

/**
 * Looks for signs that more pages follow: totals beyond the rows, a count of pages, `has_more`; less certain, fields
 * such as `page` and `limit`, and a round number of rows. A response that declares itself whole is `complete`.
 */
export function findMore(body: unknown, rows: number): MoreEvidence {
  const fields = [...collectFields(body)];
  const verdicts = fields.map(({ name, value }) => judge(name, value, rows));
  const certain = verdicts.indexOf('more');
  if (certain !== -1) return { type: 'certain', text: describe(fields[certain]) };
  if (verdicts.includes('complete')) return { type: 'complete' };
  const size = fields.find(({ name }) => sizeName.test(wordOf(name)));
  // A page with room left is the last one.
  if (Number(size?.value) > rows) return { type: 'none' };
  const position = size ?? fields.find(({ name }) => positionName.test(wordOf(name)));
  if (rows > 0 && position !== undefined) return { type: 'likely', text: describe(position) };
  return roundCounts.has(rows) ? { type: 'likely', text: `exactly ${rows} records` } : { type: 'none' };
}

/** Whether a flag in the body (`has_more`, `is_last` …) says that nothing follows, and none contradicts. */
export function saysLastPage(body: unknown): boolean {
  const flags = [...collectFields(body)].filter(({ value }) => typeof value === 'boolean');
  const verdicts = flags.map(({ name, value }) => judge(name, value, 0));
  return verdicts.includes('complete') && !verdicts.includes('more');
}

export interface Field {
  readonly name: string;
  readonly value: unknown;
}

/** The plain values of a body that lie outside lists, down to three levels. */
export function* collectFields(value: unknown, depth = 0): Generator<Field> {
  if (!isPlainObject(value) || depth === maxDepth) return;
  for (const [name, inner] of Object.entries(value)) {
    if (isPlainObject(inner)) yield* collectFields(inner, depth + 1);
    else if (!Array.isArray(inner)) yield { name, value: inner };
  }
}

function judge(name: string, value: unknown, rows: number): 'more' | 'complete' | undefined {
  const plain = wordOf(name);
  if (typeof value === 'boolean') {
    if (moreName.test(plain)) return value ? 'more' : 'complete';
    if (lastName.test(plain)) return value ? 'complete' : 'more';
    return undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
  if (totalName.test(plain)) return number > rows ? 'more' : 'complete';
  // A count that equals the rows may count this page only.
  if (countName.test(plain)) return number > rows ? 'more' : undefined;
  if (pagesName.test(plain)) return number > 1 ? 'more' : 'complete';
  return undefined;
}

function describe(field: Field | undefined): string {
  return `${field?.name} = ${String(field?.value)}`;
}

/** A name without case and separators: `totalPages` and `total_pages` are one word. */
export function wordOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
