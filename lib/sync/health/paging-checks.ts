import { collectFields } from '../../sdk/paginate/collect-fields.ts';
import { findMore, isTotal, roundCounts } from '../../sdk/paginate/find-more.ts';
import { findNext } from '../../sdk/paginate/find-next.ts';
import { stringifyExact } from '../../util/exact-json.ts';
import type { Finding } from './finding.ts';
import { isFirstPage, type PageFacts, type ResourceFacts } from './resource-facts.ts';

/** Fewer records are too often a whole list. */
const leastRoundCount = 50;

/** What speaks against the way in which the pages of a resource were followed. */
export function checkPaging(facts: ResourceFacts): readonly Finding[] {
  return [...checkRoundCount(facts), ...checkRepeats(facts), ...checkCursor(facts), ...checkTotal(facts)];
}

function checkRoundCount({ report, flat, index, pages, seriesCount, canFix }: ResourceFacts): Finding[] {
  const [page, ...others] = pages;
  if (page === undefined || others.length > 0 || seriesCount !== 1 || !isReadToItsEnd(report)) return [];
  const count = page.records.length;
  if (count < leastRoundCount || !roundCounts.has(count)) return [];
  if (findMore(page.body, count).type !== 'likely' || saysItEnds(page)) return [];
  const isSingle = flat?.pagination === 'single_page';
  return [
    {
      kind: 'round-row-count',
      severity: 'warning',
      message: `${report.name} has exactly ${count} records from one page, which is what a full page holds: there may be more.`,
      hint: `"dango source detect" tries out how its pages follow each other; --resource ${report.name} looks at it alone.`,
      evidence: { resource: report.name, exchange: page.exchange.number, count },
      ...(canFix && isSingle ? { fix: { path: ['rest_api', 'resources', index, 'pagination'], value: 'auto' } } : {}),
    },
  ];
}

/** An empty place for the next page, or links without a next one, are as good as a total. */
function saysItEnds({ body, exchange }: PageFacts): boolean {
  return findNext(body)?.type === 'end' || exchange.responseHeaders['link'] !== undefined;
}

function checkRepeats({ report, pages }: ResourceFacts): Finding[] {
  for (const [position, page] of pages.entries()) {
    const before = pages[position - 1];
    if (before === undefined || isFirstPage(page.exchange) || page.records.length === 0) continue;
    // A request that only checks the end may bring the last page again, which is not taken.
    if (page.exchange.decision?.includes('not taken again') === true) continue;
    if (isSameRequest(before, page) || !isSameRecords(before, page)) continue;
    return [
      {
        kind: 'page-repeated',
        severity: 'warning',
        message: `${report.name} got the same ${page.records.length} records twice: the API seems to ignore what asks for the next page.`,
        hint: 'Compare the parameter with what the documentation of the API says; use pagination: single_page if it has no pages.',
        evidence: { resource: report.name, exchange: page.exchange.number, count: page.records.length },
      },
    ];
  }
  return [];
}

function checkCursor({ report, pages }: ResourceFacts): Finding[] {
  const stuck = pages.find(
    ({ exchange }, position) =>
      exchange.decision?.startsWith('fails: The pages lead in a circle') === true ||
      (position > 0 && !isFirstPage(exchange) && isSameRequest(pages[position - 1], { exchange })),
  );
  if (stuck === undefined) return [];
  return [
    {
      kind: 'cursor-stuck',
      severity: 'warning',
      message: `The place of the next page of ${report.name} does not move: it came a second time.`,
      hint: 'Check that the path leads to the cursor of the next page, not of this one, and that the parameter is the one that takes it.',
      evidence: { resource: report.name, exchange: stuck.exchange.number },
    },
  ];
}

function checkTotal({ report, flat, pages, seriesCount }: ResourceFacts): Finding[] {
  const [first] = pages;
  if (first === undefined || seriesCount !== 1 || !isReadToItsEnd(report) || endsBySettings(flat)) return [];
  if (pages.length !== report.pages) return [];
  const read = pages.reduce((sum, { records, exchange }) => sum + (isDropped(exchange) ? 0 : records.length), 0);
  const told = [...collectFields(first.body)].find(
    (field) => isTotal(field) && Number.isSafeInteger(Number(field.value)),
  );
  const more = findMore(first.body, read);
  const total = told === undefined ? undefined : Number(told.value);
  // What is only called a count may count this page.
  const isCounted = more.type === 'certain' && total === undefined && /=\s*\d+$/.test(more.text);
  if (!isCounted && (total === undefined || total === read || typeof told?.value === 'boolean')) return [];
  const text = told === undefined ? (more.type === 'certain' ? more.text : '') : `${told.path} = ${String(told.value)}`;
  const doubled = total !== undefined && total < read ? ' Some may have come twice.' : '';
  return [
    {
      kind: 'total-differs',
      severity: 'warning',
      message: `${report.name} was read to its end with ${read} records, but the response says ${text}.${doubled}`,
      hint:
        pages.length === 1
          ? `Look at how its pages follow each other; "dango source detect" tries it out, --resource ${report.name} for it alone.`
          : 'Look at why the list ended at its last request.',
      evidence: { resource: report.name, exchange: first.exchange.number, count: read },
    },
  ];
}

function isReadToItsEnd({ status, stopped_by: stoppedBy }: ResourceFacts['report']): boolean {
  return status === 'succeeded' && stoppedBy === undefined;
}

/** Whether the settings end the list before the API does. */
function endsBySettings(flat: ResourceFacts['flat']): boolean {
  const { pagination, incremental, responses } = flat ?? {};
  if (incremental !== undefined || responses !== undefined) return true;
  return (
    typeof pagination === 'object' &&
    ('stop_when' in pagination || 'max_page' in pagination || 'max_offset' in pagination || 'start' in pagination)
  );
}

function isDropped({ decision }: PageFacts['exchange']): boolean {
  return decision?.includes('not taken again') === true;
}

function isSameRequest(
  before: Pick<PageFacts, 'exchange'> | undefined,
  { exchange }: Pick<PageFacts, 'exchange'>,
): boolean {
  const one = before?.exchange;
  return one?.method === exchange.method && one.url === exchange.url && one.requestBody === exchange.requestBody;
}

function isSameRecords({ records: one }: PageFacts, { records: other }: PageFacts): boolean {
  return one.length === other.length && stringifyExact(one) === stringifyExact(other);
}
