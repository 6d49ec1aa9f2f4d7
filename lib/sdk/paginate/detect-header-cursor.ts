import { wordOf } from './collect-fields.ts';
import type { MoreEvidence } from './find-more.ts';
import type { PaginationCandidate } from './pagination-detection.ts';
import type { PageRequest, PageResponse } from './paginator.ts';
import { placeOf } from './place-of.ts';

/** Names of headers that hold the next position, without `x` in front, and the parameter that usually takes it. */
const params: Readonly<Record<string, string>> = {
  nextcursor: 'cursor',
  cursornext: 'cursor',
  cursor: 'cursor',
  nextpage: 'page',
  nexttoken: 'token',
  nextpagetoken: 'page_token',
  continuation: 'continuation',
  continuationtoken: 'continuationToken',
};
const totals = new Set(['totalcount', 'total', 'totalrecords', 'totalresults']);

/** A response header that names the next position, as some APIs with bare lists have it. */
export function detectHeaderCursor(request: PageRequest, { headers }: PageResponse): PaginationCandidate | undefined {
  for (const [header, value] of Object.entries(headers)) {
    const guess = params[plainName(header)];
    if (guess === undefined || value === '') continue;
    const { sentBy, sent } = placeOf(request);
    const given = [guess, header].find((name) => Object.hasOwn(sent, name));
    const param = given ?? guess;
    return {
      pagination: { type: 'header_cursor', header, param, sentBy },
      confidence: 'likely',
      evidence: [
        `the header ${header} = "${value}"`,
        given === undefined ? `the parameter "${param}" is guessed by its name` : `the request has "${param}" already`,
      ],
    };
  }
  return undefined;
}

/** A header that counts more records than there are. */
export function findMoreInHeaders({ headers, records }: PageResponse): MoreEvidence | undefined {
  const found = Object.entries(headers).find(
    ([header, value]) => totals.has(plainName(header)) && /^\d+$/.test(value) && Number(value) > records.length,
  );
  return found === undefined ? undefined : { type: 'certain', text: `${found[0]} = ${found[1]}` };
}

function plainName(header: string): string {
  return wordOf(header.replace(/^x-/, '').replace(/^pagination-/, ''));
}
