import { parseJsonPath, selectFirst } from '../../spec/json-path.ts';
import { isPlainObject } from '../../util/plain-object.ts';
import { collectFields, type Field } from './collect-fields.ts';
import { detectHeaderCursor, findMoreInHeaders } from './detect-header-cursor.ts';
import { detectRange } from './detect-range.ts';
import { findMore, moreName, saysLastPage } from './find-more.ts';
import { findNext, type NextHint } from './find-next.ts';
import { findLink } from './header-link.ts';
import { placeOf } from './place-of.ts';
import type { PaginationCandidate, PaginationDetection } from './pagination-detection.ts';
import type { PageRequest, PageResponse } from './paginator.ts';

/**
 * Reads out of one response how its list goes on: a `Link` header, a next URL, a cursor, positions that it repeats.
 * Pure, and blind to who answers: no host and no path decides.
 */
export function detectPagination(request: PageRequest, response: PageResponse): PaginationDetection {
  const { body, records, isSingleRecord } = response;
  const link = findLink(response.headers['link'], 'next');
  if (link !== undefined) {
    const evidence = [`the header Link names rel="next"`];
    const pagination = { type: 'header_link', rel: 'next' } as const;
    return { more: 'yes', sign: evidence[0] ?? '', candidates: [{ pagination, confidence: 'sure', evidence }] };
  }
  if (isSingleRecord) return endOf('the response is a single record', 'sure');
  const ofHeader = detectHeaderCursor(request, response);
  if (ofHeader !== undefined) return { more: 'yes', sign: ofHeader.evidence[0] ?? '', candidates: [ofHeader] };
  const hint = findNext(body);
  const fields = [...collectFields(body)];
  const ofHint = hint === undefined ? undefined : candidateOf(hint, request, response, fields);
  const inBody = findMore(body, records.length);
  const more = inBody.type === 'none' || inBody.type === 'likely' ? (findMoreInHeaders(response) ?? inBody) : inBody;
  const ranges = detectRange(request, response, fields);
  if (ofHint !== undefined) {
    const isOver = hint?.type === 'cursor' && saysLastPage(body);
    const sign = isOver ? 'the response says that nothing follows' : (ofHint.evidence[0] ?? '');
    return { more: isOver ? 'no' : 'yes', sign, candidates: [ofHint, ...ranges] };
  }
  if (hint?.type === 'end') return { ...endOf(`${hint.path} is empty in the response`, 'likely'), more: 'no' };
  if (more.type === 'complete') {
    const { candidates, sign } = endOf('the response names no next page', 'likely');
    const [first = candidates[0], ...others] = ranges;
    return { more: 'no', sign, candidates: ranges.length === 0 ? candidates : [first, ...others] };
  }
  const whole = endOf('the response names no next page', 'unsure').candidates;
  const guesses = [...ranges, ...guessLastRecord(request, response, fields)];
  const [first = whole[0], ...others] = guesses;
  return {
    more: more.type === 'certain' ? 'yes' : 'unknown',
    sign: more.type === 'none' ? 'the response names no next page' : more.text,
    candidates: [first, ...others, ...(guesses.length === 0 ? [] : whole)],
  };
}

function endOf(sign: string, confidence: PaginationCandidate['confidence']): PaginationDetection {
  return { more: 'no', sign, candidates: [{ pagination: { type: 'single_page' }, confidence, evidence: [sign] }] };
}

function candidateOf(
  hint: NextHint,
  request: PageRequest,
  response: PageResponse,
  fields: readonly Field[],
): PaginationCandidate | undefined {
  if (hint.type === 'end') return undefined;
  const value = selectFirst(parseJsonPath(hint.path), response.body);
  const shown = `${hint.path} = ${shorten(value)}`;
  if (hint.type === 'url') {
    const isSelf = URL.parse(String(value), response.url)?.href === URL.parse(response.url)?.href;
    const evidence = isSelf ? [shown, 'it leads to this page itself'] : [shown];
    const pagination = { type: 'json_link', nextUrlPath: hint.path } as const;
    return { pagination, confidence: isSelf ? 'unsure' : 'sure', evidence };
  }
  const { sentBy, sent } = placeOf(request);
  const given = hint.params.find((name) => Object.hasOwn(sent, name));
  // The values of a GraphQL query lie in its variables.
  const inside = isPlainObject(sent['variables']) && typeof sent['query'] === 'string' ? 'variables.' : '';
  const param = given ?? `${inside}${hint.params[0] ?? 'cursor'}`;
  const flag = fields.find(({ word, value: found }) => moreName.test(word) && typeof found === 'boolean');
  return {
    pagination: { type: 'cursor', cursorPath: hint.path, param, sentBy, hasMorePath: flag?.path },
    confidence: 'likely',
    evidence: [
      shown,
      ...(flag === undefined ? [] : [`${flag.path} = ${String(flag.value)}`]),
      given === undefined ? `the parameter "${param}" is guessed by its name` : `the request has "${param}" already`,
    ],
  };
}

/** A flag that says that more follows, without a word how: some APIs want the id of the last record then. */
function guessLastRecord(
  request: PageRequest,
  { records }: PageResponse,
  fields: readonly Field[],
): PaginationCandidate[] {
  const flag = fields.find(({ word, value }) => moreName.test(word) && value === true);
  const last = records.at(-1);
  if (flag === undefined || !isPlainObject(last) || !Object.hasOwn(last, 'id')) return [];
  const { sentBy } = placeOf(request);
  return [
    {
      pagination: {
        type: 'cursor',
        cursorFrom: 'last_record',
        cursorPath: 'id',
        param: 'starting_after',
        sentBy,
        hasMorePath: flag.path,
      },
      confidence: 'unsure',
      evidence: [`${flag.path} = true, and nothing names the next page`, 'the records have an id'],
    },
  ];
}

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
