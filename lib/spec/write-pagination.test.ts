import { describe, expect, test } from 'vitest';
import { paginationSpecSchema } from './pagination-spec.ts';
import { toPagination } from './to-pagination.ts';
import { writePagination } from './write-pagination.ts';

const written = (spec: unknown) => writePagination(toPagination(paginationSpecSchema.parse(spec)));

describe('writePagination', () => {
  test.each(['auto', 'single_page', 'page_number', 'offset', 'header_link'])('%s stays a word', (word) => {
    expect(written(word)).toBe(word);
    expect(written({ type: word })).toBe(word);
  });

  test.each([
    { type: 'page_number', param: 'p', sent_by: 'json', start: 0, limit: 5, limit_param: 'n', total_path: 'a.b' },
    { type: 'page_number', total_records_path: 't', has_more_path: 'm', max_page: 3, stop_after_empty_page: false },
    { type: 'offset', param: 'skip', sent_by: 'header', start: 1, limit: 50, limit_param: 'take', total_path: 't' },
    { type: 'offset', has_more_path: 'm', max_offset: 9, stop_after_empty_page: false },
    { type: 'cursor', cursor_path: 'id', cursor_from: 'last_record', param: 'after', sent_by: 'path', start: 0 },
    { type: 'cursor', cursor_path: 'n', has_more_path: 'm', stop_after_empty_page: true },
    { type: 'json_link', next_url_path: 'next', has_more_path: 'm', stop_after_empty_page: true },
    { type: 'header_link', rel: 'more', stop_when: 'records < 5' },
    { type: 'header_cursor', header: 'X-Next', param: 'c', sent_by: 'query' },
  ])('%j is written as it was, without what counts anyway', (spec) => {
    const { sent_by: place, ...rest } = spec as { sent_by?: string };
    expect(written(spec)).toEqual(place === 'query' ? rest : spec);
  });
});
