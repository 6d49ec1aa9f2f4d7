import { wordOf, type Field } from './collect-fields.ts';
import { isTotal, moreName, pagesName, sizeName } from './find-more.ts';
import type { PaginationCandidate } from './pagination-detection.ts';
import type { PageRequest, PageResponse } from './paginator.ts';
import { placeOf } from './place-of.ts';

const pageWord = /^(page|pagenumber|pageno|pagenum|pageindex|currentpage|currentpagenumber|curpage)$/;
const offsetWord = /^(offset|skip|startat|startindex|startposition|firstresult|currentoffset)$/;
/** What means a page or an offset only in an object about pages. */
const innerPageWord = /^(number|index|current)$/;
const innerOffsetWord = /^(start|from)$/;
const innerSizeWord = /^(size|count)$/;

/** Candidates that rest on a position that the response repeats, or at least on a number of pages. */
export function detectRange(
  request: PageRequest,
  response: PageResponse,
  fields: readonly Field[],
): PaginationCandidate[] {
  const numbers = fields.filter(({ value }) => numberOf(value) !== undefined);
  const isInner = ({ outer }: Field) => outer.includes('pag');
  const offset = numbers.find(
    (field) => offsetWord.test(field.word) || (isInner(field) && innerOffsetWord.test(field.word)),
  );
  const page = numbers.find((field) => pageWord.test(field.word) || (isInner(field) && innerPageWord.test(field.word)));
  const facts: Facts = {
    request,
    rows: response.records.length,
    pages: numbers.find(({ word }) => pagesName.test(word)),
    total: numbers.find(isTotal),
    size: numbers.find((field) => sizeName.test(field.word) || (isInner(field) && innerSizeWord.test(field.word))),
    flag: fields.find(({ word, value }) => moreName.test(word) && typeof value === 'boolean'),
  };
  const ofPage = page === undefined ? [] : [pageCandidate(page, facts)];
  const ofOffset = offset === undefined ? [] : [offsetCandidate(offset, facts)];
  if (ofPage.length > 0 || ofOffset.length > 0) return [...ofPage, ...ofOffset].toSorted(bySureness);
  return facts.pages === undefined ? [] : [pagesCandidate(facts.pages, facts)];
}

interface Facts {
  readonly request: PageRequest;
  readonly rows: number;
  readonly pages: Field | undefined;
  readonly total: Field | undefined;
  readonly size: Field | undefined;
  readonly flag: Field | undefined;
}

function pageCandidate(echo: Field, facts: Facts): PaginationCandidate {
  const { sentBy, sent } = placeOf(facts.request);
  const given = Object.keys(sent).find((name) => pageWord.test(wordOf(name)));
  const plain = pageWord.test(echo.word) && !echo.word.startsWith('cur') ? echo.name : 'page';
  const param = given ?? plain;
  const position = numberOf(echo.value) ?? 0;
  const isFirst = given === undefined ? position === 0 || position === 1 : position === numberOf(sent[given]);
  const ends = [facts.pages, facts.flag, facts.total].filter((field) => field !== undefined);
  return {
    pagination: {
      type: 'page_number',
      param,
      sentBy,
      start: position,
      totalPath: facts.pages?.path,
      totalRecordsPath: facts.pages === undefined ? facts.total?.path : undefined,
      hasMorePath: facts.flag?.path,
    },
    confidence: isFirst ? 'likely' : 'unsure',
    evidence: [
      tell(echo),
      ...ends.map(tell),
      given === undefined ? `the parameter "${param}" is guessed by the name` : `the request has "${param}" already`,
      ...(isFirst ? [] : [`the first response is page ${position}, and pages before it were not read`]),
    ],
    echoPath: echo.path,
  };
}

function offsetCandidate(echo: Field, facts: Facts): PaginationCandidate {
  const { sentBy, sent } = placeOf(facts.request);
  const given = Object.keys(sent).find((name) => offsetWord.test(wordOf(name)));
  const param = given ?? (echo.word === 'currentoffset' ? 'offset' : echo.name);
  const position = numberOf(echo.value) ?? 0;
  const isFirst = given === undefined ? position === 0 || position === 1 : position === numberOf(sent[given]);
  const limit = numberOf(facts.size?.value) ?? facts.rows;
  const limitParam = Object.keys(sent).find((name) => sizeName.test(wordOf(name))) ?? facts.size?.name ?? 'limit';
  const ends = [facts.size, facts.total, facts.flag].filter((field) => field !== undefined);
  return {
    pagination: {
      type: 'offset',
      param,
      sentBy,
      start: position,
      limit: Math.max(1, limit),
      limitParam,
      totalPath: facts.total?.path,
      hasMorePath: facts.flag?.path,
    },
    confidence: isFirst && facts.rows > 0 ? 'likely' : 'unsure',
    evidence: [
      tell(echo),
      ...ends.map(tell),
      given === undefined ? `the parameter "${param}" is guessed by the name` : `the request has "${param}" already`,
      ...(isFirst ? [] : [`the first response begins at ${position}, and what lies before it was not read`]),
    ],
    echoPath: echo.path,
  };
}

/** A number of pages alone does not tell whether counting begins with 0 or 1. */
function pagesCandidate(pages: Field, facts: Facts): PaginationCandidate {
  const { sentBy } = placeOf(facts.request);
  return {
    pagination: { type: 'page_number', param: 'page', sentBy, start: 1, totalPath: pages.path },
    confidence: 'unsure',
    evidence: [tell(pages), 'nothing tells whether the first page is 0 or 1, nor the name of the parameter'],
  };
}

function bySureness(left: PaginationCandidate, right: PaginationCandidate): number {
  return Number(left.confidence === 'unsure') - Number(right.confidence === 'unsure');
}

function tell({ path, value }: Field): string {
  return `${path} = ${String(value)}`;
}

/** A whole number of zero or more, also as text. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}
