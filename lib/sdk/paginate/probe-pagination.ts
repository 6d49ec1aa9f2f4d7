import { collectFields } from './collect-fields.ts';
import { comparePages } from './compare-pages.ts';
import { detectPagination } from './detect-pagination.ts';
import { findMore, isTotal, moreName, pagesName } from './find-more.ts';
import type { KnownPagination, PaginationCandidate } from './pagination-detection.ts';
import type { PageRequest, PageResponse, RequestChange } from './paginator.ts';
import { placeOf } from './place-of.ts';
import { sendParam } from './send-param.ts';
import { disprove } from './start-proven.ts';
import { toPaginator } from './to-paginator.ts';

/** What came of trying an API out. */
export interface ProbeOutcome {
  readonly pagination: KnownPagination;
  /** `sure`: seen at work; `likely`: everything fits, but there was no second page to prove it; `unsure`: not found out. */
  readonly confidence: PaginationCandidate['confidence'];
  readonly evidence: readonly string[];
  /** Each request besides the first, and what it brought. */
  readonly tried: readonly string[];
}

/** A request that is wanted; answered by its response, or undefined where it was refused. */
export interface Trial {
  readonly change: RequestChange;
  /** In words: `page=2`. */
  readonly what: string;
}

type Probe<Result> = Generator<Trial, Result, PageResponse | undefined>;

const pageParams = ['page', 'page[number]', 'pageNumber'];
const offsetParams = ['offset', 'skip', 'start'];
const limitParams = ['limit', 'per_page', 'page_size', 'pageSize'];
const lastRecordParams = ['starting_after', 'after', 'since_id'];

/**
 * Finds out how a list goes on, by as few requests as do: the way that the first response names, else page 2, an offset
 * of 1, the id of the last record. At most sixteen requests, each a change to the first one.
 */
export function* probePagination(request: PageRequest, first: PageResponse): Probe<ProbeOutcome> {
  const tried: string[] = [];
  const detection = detectPagination(request, first);
  const [best] = detection.candidates;
  if (first.isSingleRecord || first.records.length === 0) {
    const evidence = first.isSingleRecord ? best.evidence : ['the first page is empty, so nothing could be tried'];
    return { pagination: best.pagination, confidence: first.isSingleRecord ? 'likely' : 'unsure', evidence, tried };
  }
  if (detection.more === 'yes' && best.confidence !== 'unsure') {
    const proven = yield* follow(best, request, first, tried);
    if (proven) {
      const evidence = [...best.evidence, 'the second page brought other records'];
      return { pagination: best.pagination, confidence: 'sure', evidence, tried };
    }
  }
  const found =
    (yield* tryLastRecord(best, request, first, tried)) ??
    (yield* tryPages(best, request, first, tried)) ??
    (yield* tryOffsets(best, request, first, tried));
  if (found !== undefined) return { ...found, tried };
  return conclude(detection.more, best, first, tried);
}

/** The second page of what the response says itself. */
function* follow(
  candidate: PaginationCandidate,
  request: PageRequest,
  first: PageResponse,
  tried: string[],
): Probe<boolean> {
  const step = toPaginator(candidate.pagination).start(request).next(first);
  if (step.next === undefined) return false;
  const what = describe(step.next);
  const second = yield { change: step.next, what };
  const sent = Object.values({ ...step.next.params, ...step.next.json })[0];
  const doubt = second === undefined ? 'refused' : disprove(candidate, first, second, sent);
  tried.push(`${what}: ${doubt ?? 'other records'}`);
  return doubt === undefined;
}

type Found = Omit<ProbeOutcome, 'tried'>;

function* tryPages(
  best: PaginationCandidate,
  request: PageRequest,
  first: PageResponse,
  tried: string[],
): Probe<Found | undefined> {
  for (const param of namesOf(best, 'page_number', pageParams)) {
    const second = yield* ask({ request, first, tried }, param, 2);
    if (second.relation === 'shifted') return ofOffset(param, request, first, `${param}=2 leaves out two records`);
    if (second.relation !== 'other' && second.relation !== 'empty') continue;
    const one = yield* ask({ request, first, tried }, param, 1);
    if (one.relation === 'shifted') return ofOffset(param, request, first, `${param}=1 leaves out one record`);
    if (one.relation === 'same') return ofPage(param, 1, request, first, second.relation);
    const zero = yield* ask({ request, first, tried }, param, 0);
    if (zero.relation !== 'same') continue;
    if (one.relation === 'other' || one.relation === 'empty') return ofPage(param, 0, request, first, one.relation);
  }
  return undefined;
}

function* tryOffsets(
  best: PaginationCandidate,
  request: PageRequest,
  first: PageResponse,
  tried: string[],
): Probe<Found | undefined> {
  for (const param of namesOf(best, 'offset', offsetParams)) {
    const moved = yield* ask({ request, first, tried }, param, 1);
    if (moved.relation === 'other') {
      const zero = yield* ask({ request, first, tried }, param, 0);
      if (zero.relation === 'same') return ofPage(param, 0, request, first, 'other');
    }
    if (moved.relation !== 'shifted') continue;
    const limitParam = yield* tryLimits(best, request, first, tried);
    return ofOffset(param, request, first, `${param}=1 leaves out one record`, limitParam);
  }
  return undefined;
}

function* tryLimits(
  best: PaginationCandidate,
  request: PageRequest,
  first: PageResponse,
  tried: string[],
): Probe<string | undefined> {
  if (first.records.length < 2) return undefined;
  const told = best.pagination.type === 'offset' ? [best.pagination.limitParam] : [];
  for (const param of new Set([...told, ...limitParams])) {
    const { rows } = yield* ask({ request, first, tried }, param, 1);
    if (rows === 1) return param;
  }
  return undefined;
}

/** Only where the response says that more follows and its records have an id. */
function* tryLastRecord(
  best: PaginationCandidate,
  request: PageRequest,
  first: PageResponse,
  tried: string[],
): Probe<Found | undefined> {
  const { pagination } = best;
  if (pagination.type !== 'cursor' || pagination.cursorFrom !== 'last_record') return undefined;
  const last = first.records.at(-1);
  const id: unknown = typeof last === 'object' && last !== null && 'id' in last ? last.id : undefined;
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  for (const param of lastRecordParams) {
    const { relation } = yield* ask({ request, first, tried }, param, id);
    if (relation !== 'other') continue;
    const evidence = [...best.evidence, `${param} = the last id brought other records`];
    return { pagination: { ...pagination, param }, confidence: 'sure', evidence };
  }
  return undefined;
}

interface Asking {
  readonly request: PageRequest;
  readonly first: PageResponse;
  readonly tried: string[];
}

function* ask({ request, first, tried }: Asking, param: string, value: string | number) {
  const what = `${param}=${value}`;
  const response: PageResponse | undefined = yield { change: sendParam(placeOf(request).sentBy, param, value), what };
  const rows = response?.records.length ?? 0;
  const { relation } = comparePages(first.records, response?.records ?? []);
  const saw = { same: 'the same records', empty: 'no records', other: 'other records', shifted: 'the list from there' };
  tried.push(`${what}: ${response === undefined ? 'refused' : rows === 1 ? `1 record` : saw[relation]}`);
  return { relation: response === undefined ? ('refused' as const) : relation, rows };
}

/** What the response or the request calls it goes first. */
function namesOf({ pagination }: PaginationCandidate, type: KnownPagination['type'], usual: readonly string[]) {
  return new Set([...(pagination.type === type && 'param' in pagination ? [pagination.param] : []), ...usual]);
}

function ofPage(
  param: string,
  start: 0 | 1,
  request: PageRequest,
  first: PageResponse,
  second: 'other' | 'empty',
): Found {
  const fields = [...collectFields(first.body)];
  const pages = fields.find(({ word, value }) => pagesName.test(word) && isCount(value));
  const total = pages === undefined ? fields.find((field) => isTotal(field) && isCount(field.value)) : undefined;
  const flag = fields.find(({ word, value }) => moreName.test(word) && typeof value === 'boolean');
  return {
    pagination: {
      type: 'page_number',
      param,
      sentBy: placeOf(request).sentBy,
      start,
      totalPath: pages?.path,
      totalRecordsPath: total?.path,
      hasMorePath: flag?.path,
    },
    confidence: second === 'other' ? 'sure' : 'likely',
    evidence: [
      `${param}=${start} is the first page, ${param}=${start + 1} ${second === 'other' ? 'brought other records' : 'is empty'}`,
    ],
  };
}

function ofOffset(
  param: string,
  request: PageRequest,
  first: PageResponse,
  reason: string,
  limitParam?: string,
): Found {
  const fields = [...collectFields(first.body)];
  const flag = fields.find(({ word, value }) => moreName.test(word) && typeof value === 'boolean');
  return {
    pagination: {
      type: 'offset',
      param,
      sentBy: placeOf(request).sentBy,
      start: 0,
      limit: first.records.length,
      limitParam: limitParam ?? 'limit',
      totalPath: fields.find((field) => isTotal(field) && isCount(field.value))?.path,
      hasMorePath: flag?.path,
    },
    confidence: 'sure',
    evidence: [
      reason,
      limitParam === undefined
        ? `no parameter for the size of a page was found; a page holds ${first.records.length} records`
        : `${limitParam}=1 brought one record`,
    ],
  };
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
}

function conclude(
  more: 'yes' | 'no' | 'unknown',
  best: PaginationCandidate,
  first: PageResponse,
  tried: readonly string[],
): ProbeOutcome {
  const isEnd = tried.some((line) => line.endsWith(': no records'));
  const looksFull = findMore(first.body, first.records.length).type === 'likely';
  if (more === 'yes' || (looksFull && !isEnd)) {
    const evidence = [...best.evidence, 'nothing that was tried brought a second page'];
    return { pagination: best.pagination, confidence: 'unsure', evidence, tried };
  }
  const evidence = isEnd ? 'a second page is empty' : 'nothing speaks of a second page, and no parameter brought one';
  return { pagination: { type: 'single_page' }, confidence: 'likely', evidence: [evidence], tried };
}

function describe({ url, params, json }: RequestChange): string {
  if (url !== undefined) return 'the next link';
  return Object.entries({ ...params, ...json })
    .map(([name, value]) => `${name}=${typeof value === 'object' ? '…' : String(value)}`)
    .join(', ');
}
