import { collectFields, type Field } from './collect-fields.ts';

/** How much a response says that it is not everything. */
export type MoreEvidence =
  | { readonly type: 'complete' }
  /** The response says so itself; or it only looks like it. `text` is the sign: `total = 200`. */
  | { readonly type: 'certain' | 'likely'; readonly text: string }
  | { readonly type: 'none' };

/** Names of the number of all records, as `wordOf` spells them. */
const totalName = /^(total|totalcount|totalrecords|totalresults|totalitems|totalelements|totalhits|totalrows)$/;
const countName = /^(count|numfound|recordstotal|itemcount|resultcount|totalsize)$/;
/** Names of the number of all pages. */
export const pagesName = /^(pages|totalpages|pagecount|numpages|pagestotal|lastpage|numberofpages|nbpages|maxpage)$/;
/** Names of flags that say whether more follows. */
export const moreName =
  /^(hasmore|hasnext|hasnextpage|hasmorepages|hasmoreitems|hasmoreresults|more|moreresults|ismore|morerecords|istruncated)$/;
const lastName = /^(last|islast|islastpage|endofrecords|endofresults)$/;
/** Names of the number of records on a page. */
export const sizeName = /^(perpage|pagesize|limit|[a-z]+perpage)$/;
const positionName = /^(page|pagenumber|currentpage|offset|skip|startat)$/;
/** Numbers of records that look like a full page. */
export const roundCounts = new Set([10, 20, 25, 30, 40, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000]);

/**
 * Looks for signs that more pages follow: totals beyond the rows, a count of pages, `has_more`; less certain, fields
 * such as `page` and `limit`, and a round number of rows. A response that declares itself whole is `complete`.
 */
export function findMore(body: unknown, rows: number): MoreEvidence {
  const fields = [...collectFields(body)];
  const verdicts = fields.map((field) => judge(field, rows));
  const certain = verdicts.indexOf('more');
  if (certain !== -1) return { type: 'certain', text: describe(fields[certain]) };
  if (verdicts.includes('complete')) return { type: 'complete' };
  const size = fields.find(({ word }) => sizeName.test(word));
  // A page with room left is the last one.
  if (Number(size?.value) > rows) return { type: 'none' };
  const position = size ?? fields.find(({ word }) => positionName.test(word));
  if (rows > 0 && position !== undefined) return { type: 'likely', text: describe(position) };
  return roundCounts.has(rows) ? { type: 'likely', text: `exactly ${rows} records` } : { type: 'none' };
}

/** Whether a field counts all records: `total_count` anywhere, `total_posts` in an object about pages. */
export function isTotal({ word, outer }: Field): boolean {
  if (totalName.test(word)) return true;
  return /pag|^meta$/.test(outer) && word.startsWith('total') && !pagesName.test(word);
}

/** Whether a flag in the body (`has_more`, `is_last` …) says that nothing follows, and none contradicts. */
export function saysLastPage(body: unknown): boolean {
  const flags = [...collectFields(body)].filter(({ value }) => typeof value === 'boolean');
  const verdicts = flags.map((flag) => judge(flag, 0));
  return verdicts.includes('complete') && !verdicts.includes('more');
}

function judge(field: Field, rows: number): 'more' | 'complete' | undefined {
  const { word, value } = field;
  if (typeof value === 'boolean') {
    if (moreName.test(word)) return value ? 'more' : 'complete';
    if (lastName.test(word)) return value ? 'complete' : 'more';
    return undefined;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
  // A full page whose number is the total may be all, or the total may count this page only.
  if (isTotal(field) && number === rows && roundCounts.has(rows)) return undefined;
  if (isTotal(field)) return number > rows ? 'more' : 'complete';
  // A count that equals the rows may count this page only.
  if (countName.test(word)) return number > rows ? 'more' : undefined;
  if (pagesName.test(word)) return number > 1 ? 'more' : 'complete';
  return undefined;
}

function describe(field: Field | undefined): string {
  return `${field?.name} = ${String(field?.value)}`;
}
