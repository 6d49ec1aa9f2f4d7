import type { JsonValue } from '../../data/json-value.ts';
import { ApiProblem } from '../api-answer.ts';
import { defaultPageSize, type PageStyle } from './page-style.ts';

interface CursorPage {
  readonly records: readonly JsonValue[];
  readonly next: string | null;
}

/** `?cursor=` → `{"data": […], "next_cursor": "…"}`; null on the last page. `key` names the list. */
export function cursor(key: 'data' | 'items'): PageStyle {
  return (records, url) => {
    const page = cutCursorPage(records, url);
    return { body: { [key]: page.records, next_cursor: page.next } };
  };
}

/** `?cursor=` → a bare list; the header `X-Next-Cursor` is absent on the last page. */
export const headerCursor: PageStyle = (records, url) => {
  const page = cutCursorPage(records, url);
  return { headers: page.next === null ? {} : { 'x-next-cursor': page.next }, body: page.records };
};

/** A broken API: the second page names itself as the next one, for ever. */
export const loopingCursor: PageStyle = (records, url) => {
  const start = url.searchParams.get('cursor') === null ? 0 : defaultPageSize;
  return { body: { data: records.slice(start, start + defaultPageSize), next_cursor: writeCursor(defaultPageSize) } };
};

function cutCursorPage(records: readonly JsonValue[], url: URL): CursorPage {
  const start = readCursor(url.searchParams.get('cursor'));
  const end = start + defaultPageSize;
  return { records: records.slice(start, end), next: end < records.length ? writeCursor(end) : null };
}

function writeCursor(position: number): string {
  return Buffer.from(`after:${position}`).toString('base64url');
}

function readCursor(text: string | null): number {
  if (text === null || text === '') return 0;
  const position = /^after:(\d+)$/u.exec(Buffer.from(text, 'base64url').toString())?.[1];
  if (position === undefined) throw new ApiProblem(400, `Unknown cursor "${text}"`);
  return Number(position);
}
