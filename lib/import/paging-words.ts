/** What a parameter does for paging, told by its name. */
export type PagingRole = 'page' | 'limit' | 'offset' | 'cursor' | 'after_id';

const words: Readonly<Record<PagingRole, ReadonlySet<string>>> = {
  page: new Set([
    'page',
    'pagenumber',
    'pageno',
    'pagenum',
    'pageindex',
    'pagenr',
    'currentpage',
    'p',
    'pg',
    'pagepage',
  ]),
  limit: new Set([
    'perpage',
    'pagesize',
    'limit',
    'size',
    'count',
    'maxresults',
    'pagelimit',
    'pagesize',
    'itemsperpage',
    'resultsperpage',
    'top',
    'max',
    'rows',
    'first',
    'take',
    'pagecount',
    'numresults',
    'maxitems',
    'hitsperpage',
    'pageitems',
    'rpp',
    'pp',
    'recordsperpage',
    'num',
    'limitnumber',
    'maxrecords',
    'results',
    'pagemaxsize',
  ]),
  offset: new Set([
    'offset',
    'skip',
    'startat',
    'startindex',
    'pageoffset',
    'start',
    'from',
    'firstresult',
    'startposition',
    'recordoffset',
  ]),
  cursor: new Set([
    'cursor',
    'after',
    'pagetoken',
    'nexttoken',
    'nextpagetoken',
    'nextpageid',
    'continuationtoken',
    'continuation',
    'continue',
    'nextcursor',
    'marker',
    'pagecursor',
    'pageafter',
    'scrollid',
    'scroll',
    'bookmark',
    'startcursor',
    'startkey',
    'pageid',
    'startingtoken',
    'cursormark',
    'aftercursor',
    'nextpage',
    'paginationtoken',
    'resumptiontoken',
    'synccursor',
    'pagestate',
    'nextkey',
  ]),
  after_id: new Set(['startingafter', 'sinceid', 'afterid', 'lastid', 'minid', 'fromid', 'startafter']),
};

/** `page[number]` and `$skip` and `per_page` without what only divides words. */
export function bareName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Undefined for a parameter that has nothing to do with paging. */
export function pagingRole(name: string): PagingRole | undefined {
  const bare = bareName(name);
  const roles = Object.keys(words) as PagingRole[];
  return roles.find((role) => words[role].has(bare));
}

/** True for a name that carries a position or size of pages, also in a response. */
export function isPagingName(name: string): boolean {
  return pagingRole(name) !== undefined || isNextCursorName(name);
}

const nextCursors = new Set([
  'nextcursor',
  'nextpagetoken',
  'nexttoken',
  'continuationtoken',
  'nextpageid',
  'endcursor',
  'cursornext',
  'nextpagecursor',
  'nextmarker',
  'nextcontinuationtoken',
  'nextpageafter',
  'nextstartkey',
  'nextscrollid',
  'nextcursormark',
  'nextid',
  'paginationtoken',
  'nextpagestate',
  'aftercursor',
  'pagingnextafter',
]);

/** True for a field of a response that carries the cursor of the next page whatever stands around it. */
export function isNextCursorName(name: string): boolean {
  return nextCursors.has(bareName(name));
}

/** True for a field that carries one, if it stands among the paging fields of a response. */
export function isBareCursorName(name: string): boolean {
  return [
    'cursor',
    'after',
    'continue',
    'scrollid',
    'bookmark',
    'marker',
    'next',
    'token',
    'pagetoken',
    'position',
  ].includes(bareName(name));
}

/** True for an object of a response that only tells of pages. */
export function isPagingEnvelope(name: string): boolean {
  return [
    'meta',
    'metadata',
    'paging',
    'pagination',
    'page',
    'pageinfo',
    'links',
    'responsemetadata',
    'cursors',
    'cursor',
    'next',
    'pages',
    'paginginfo',
    'pagingmetadata',
    'paginationinfo',
    'listmeta',
    'resultinfo',
    'info',
    'pageinformation',
    'pagingoptions',
    'nextpage',
    'paginator',
  ].includes(bareName(name));
}

/** How surely a field carries the address of the next page. */
export function nextUrlSurety(path: readonly string[], isUri: boolean): 'sure' | 'likely' | undefined {
  const bare = bareName(path.at(-1) ?? '');
  if (
    /^(nexturl|nextpageurl|nextlink|nexthref|nextpageuri|nexturi|odatanextlink|nextpagelink|urlnext|nextpath)$/.test(
      bare,
    )
  )
    return 'sure';
  const above = bareName(path.at(-2) ?? '');
  const isAmongLinks = path.slice(0, -1).some((step) => /links|urls/i.test(step));
  if (bare === 'href' && above === 'next') return 'sure';
  if (bare !== 'next' && bare !== 'nextpage') return undefined;
  if (isUri) return 'sure';
  return isAmongLinks ? 'likely' : undefined;
}

export type TotalRole = 'total_path' | 'total_records_path' | 'has_more_path';

/** What a field of a response says about how much there is. */
export function totalRole(path: readonly string[]): TotalRole | undefined {
  const bare = bareName(path.at(-1) ?? '');
  if (
    /^(totalpages|pagecount|pagestotal|lastpage|numpages|numberofpages|totalpagecount|pagestotalcount|totalpage)$/.test(
      bare,
    )
  )
    return 'total_path';
  if (
    /^(total|totalcount|totalrecords|totalresults|totalitems|totalentries|totalrows|totalelements|totalhits|totalsize|recordstotal|resultcounttotal|numfound)$/.test(
      bare,
    )
  ) {
    return 'total_records_path';
  }
  return /^(hasmore|hasnext|hasnextpage|hasmorepages|hasmoreitems|moreavailable|hasmoreresults|hasadditionalpages)$/.test(
    bare,
  )
    ? 'has_more_path'
    : undefined;
}
