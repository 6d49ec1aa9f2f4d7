import { describe, expect, test } from 'vitest';
import { cursor } from './cursor.ts';
import type { PageResponse } from './paginator.ts';

const request = { method: 'GET', params: {}, json: undefined };

/** A page whose records no other page has. */
let nextId = 0;
function respond(body: unknown, records: readonly unknown[] = [{ id: nextId++ }]): PageResponse {
  return { url: 'https://api.test/items', headers: {}, body, records, isSingleRecord: false };
}

describe('cursor', () => {
  test('sends the value back and says where it came from', () => {
    const series = cursor({ cursorPath: 'next_cursor' }).start(request);
    expect(series.first).toEqual({});
    expect(series.next(respond({ next_cursor: 'abc' }))).toEqual({
      next: { params: { cursor: 'abc' } },
      reason: 'next_cursor = "abc" in the previous response',
    });
  });

  test('numbers keep their type, however long', () => {
    const series = cursor({ cursorPath: 'next', param: 'since' }).start(request);
    expect(series.next(respond({ next: 5 })).next).toEqual({ params: { since: 5 } });
    expect(series.next(respond({ next: 12345678901234567890n })).next).toEqual({
      params: { since: 12345678901234567890n },
    });
  });

  test.each([null, '', false, 0])('%j ends the list', (value) => {
    const series = cursor({ cursorPath: 'next_cursor' }).start(request);
    expect(series.next(respond({ next_cursor: value }))).toEqual({ why: 'next_cursor is empty in the response' });
  });

  test('a missing cursor ends the list', () => {
    const series = cursor({ cursorPath: 'paging.next.after' }).start(request);
    expect(series.next(respond({ results: [] }))).toEqual({ why: 'no paging.next.after in the response' });
  });

  test('a path that finds nothing on a first page that speaks of more is worth a warning', () => {
    const series = cursor({ cursorPath: 'nxt_cursor' }).start(request);
    expect(series.next(respond({ next_cursor: 'abc', has_more: true }))).toMatchObject({
      warning: { message: expect.stringContaining('has_more = true') as string },
    });
  });

  test('an empty page does not end the list', () => {
    const series = cursor({ cursorPath: 'next' }).start(request);
    expect(series.next(respond({ next: 'b' }, [])).next).toEqual({ params: { cursor: 'b' } });
  });

  test('can travel in the body', () => {
    const series = cursor({ cursorPath: 'paging.next.after', param: 'after', sentBy: 'json' }).start(request);
    expect(series.next(respond({ paging: { next: { after: '100' } } })).next).toEqual({ json: { after: '100' } });
  });

  test('a cursor that comes a second time is a circle', () => {
    const series = cursor({ cursorPath: 'next' }).start(request);
    series.next(respond({ next: 'a' }));
    series.next(respond({ next: 'b' }));
    expect(() => series.next(respond({ next: 'a' }))).toThrow(
      expect.objectContaining({
        code: 'pagination-failed',
        message:
          'The pages lead in a circle: next = "a" came a second time, in the response of https://api.test/items.',
      }),
    );
  });

  test('the same cursor again with an empty page is the end', () => {
    const series = cursor({ cursorPath: 'next' }).start(request);
    series.next(respond({ next: 'a' }));
    expect(series.next(respond({ next: 'a' }, []))).toEqual({ why: 'next = "a" again, with an empty page' });
  });

  test('a path that leads to an object is refused', () => {
    const series = cursor({ cursorPath: 'paging.next' }).start(request);
    expect(() => series.next(respond({ paging: { next: { after: '1' } } }))).toThrow('but is an object');
  });

  test('series of one paginator know nothing of each other', () => {
    const paginator = cursor({ cursorPath: 'next' });
    const body = respond({ next: 'a' });
    paginator.start(request).next(body);
    expect(paginator.start(request).next(body).next).toEqual({ params: { cursor: 'a' } });
  });
});
