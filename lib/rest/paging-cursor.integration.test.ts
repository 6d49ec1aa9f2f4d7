import { describe, expect, test } from 'vitest';
import { readResource } from '../../test/support/read-resource.ts';
import type { ReceivedRequest, ServerAnswer } from '../../test/support/start-server.ts';

const all = Array.from({ length: 12 }, (_, index) => ({ id: index + 1 }));

/** Records behind an id, five at a time. */
function behind(after: unknown, more: (rest: number, last: number) => object = () => ({})): ServerAnswer {
  const rest = all.filter(({ id }) => id > Number(after ?? 0));
  const data = rest.slice(0, 5);
  return { json: { data, ...more(rest.length - data.length, data.at(-1)?.id ?? 0) } };
}

const nextOf = (rest: number, last: number) => ({ next: rest === 0 ? null : String(last) });
const bodyOf = ({ body }: ReceivedRequest) => JSON.parse(body) as Record<string, Record<string, unknown>>;

describe('the cursor is the last record', () => {
  test('read until a page is empty', async () => {
    const { records, requests } = await readResource(
      'pagination: { type: cursor, cursor_from: last_record, cursor_path: id, param: since_id, start: 0 }',
      ({ query }) => behind(query['since_id']),
    );
    expect(records).toEqual(all);
    expect(requests).toEqual([0, 5, 10, 12].map((id) => `GET /items?since_id=${id}`));
  });

  test('or until a flag says so, as Stripe does', async () => {
    const { records, requests } = await readResource(
      'pagination: { type: cursor, cursor_from: last_record, cursor_path: id, param: starting_after, has_more_path: has_more }',
      ({ query }) => behind(query['starting_after'], (rest) => ({ has_more: rest > 0 })),
    );
    expect(records).toEqual(all);
    expect(requests).toEqual(['GET /items', 'GET /items?starting_after=5', 'GET /items?starting_after=10']);
  });

  test('a server that counts the named record in ends it with that record alone', async () => {
    const { records } = await readResource(
      'pagination: { type: cursor, cursor_from: last_record, cursor_path: id, param: from }',
      ({ query }) => ({ json: { data: all.filter(({ id }) => id >= Number(query['from'] ?? 0)).slice(0, 5) } }),
    );
    expect((records as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 9, 10, 11, 12]);
  });

  test('a record without it is an error with the keys there are', async () => {
    const { error } = await readResource(
      'pagination: { type: cursor, cursor_from: last_record, cursor_path: uid }',
      () => behind(0),
    );
    expect(error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('The last record has no cursor at "uid": it has id') as string,
    });
  });
});

describe('where values travel', () => {
  test('in the JSON body, under a path, beside what is there', async () => {
    const { records, requests } = await readResource(
      `method: POST
json: { query: "{ items }", variables: { first: 5 } }
data_selector: data
pagination: { type: cursor, cursor_path: pageInfo.endCursor, has_more_path: pageInfo.hasNextPage, param: variables.after }`,
      (request) =>
        behind(bodyOf(request)['variables']?.['after'], (rest, last) => ({
          pageInfo: { endCursor: String(last), hasNextPage: rest > 0 },
        })),
    );
    expect(records).toEqual(all);
    expect(requests).toEqual([
      'POST /items {"query":"{ items }","variables":{"first":5}}',
      'POST /items {"query":"{ items }","variables":{"first":5,"after":"5"}}',
      'POST /items {"query":"{ items }","variables":{"first":5,"after":"10"}}',
    ]);
  });

  test('page and size in the JSON body of a search', async () => {
    const { records, requests } = await readResource(
      `method: POST
json: { filter: { open: true }, page: { sort: id } }
pagination: { type: page_number, param: page.number, limit: 5, limit_param: page.size }`,
      (request) => {
        const { number, size } = bodyOf(request)['page'] as { number: number; size: number };
        return { json: { data: all.slice((number - 1) * size, number * size) } };
      },
    );
    expect(records).toEqual(all);
    expect(requests[1]).toBe('POST /items {"filter":{"open":true},"page":{"sort":"id","number":2,"size":5}}');
    expect(requests).toHaveLength(3);
  });

  test('offset and limit in a body that is made for them', async () => {
    const { records, requests } = await readResource(
      'method: POST\npagination: { type: offset, limit: 5, sent_by: json, param: range.from, limit_param: range.count }',
      (request) => {
        const { from, count } = bodyOf(request)['range'] as { from: number; count: number };
        return { json: { data: all.slice(from, from + count) } };
      },
    );
    expect(records).toEqual(all);
    expect(requests[0]).toBe('POST /items {"range":{"from":0,"count":5}}');
  });

  test('in the query of a POST, where it is said', async () => {
    const { requests } = await readResource(
      'method: POST\njson: { a: 1 }\npagination: { type: cursor, cursor_path: next, param: after, sent_by: query }',
      ({ query }) => behind(query['after'], nextOf),
    );
    expect(requests[1]).toBe('POST /items?after=5 {"a":1}');
  });

  test('in a header', async () => {
    const seen: unknown[] = [];
    const { records } = await readResource(
      'headers: { X-Kind: all }\npagination: { type: cursor, cursor_path: next, param: X-After, sent_by: header }',
      ({ headers }) => {
        seen.push([headers['x-kind'], headers['x-after']]);
        return behind(headers['x-after'], nextOf);
      },
    );
    expect(records).toEqual(all);
    expect(seen).toEqual([
      ['all', undefined],
      ['all', '5'],
      ['all', '10'],
    ]);
  });

  test('in the endpoint, where the first request leaves out a value that is not there yet', async () => {
    const read = (yaml: string) =>
      readResource(yaml, ({ path }) => behind(/(\d+)$/.exec(path)?.[1], (rest, last) => nextOf(rest, last)));
    const { records, requests } = await read(
      'endpoint: "/list/after/{cursor}"\nparams: { a: b }\npagination: { type: cursor, cursor_path: next, sent_by: path }',
    );
    expect(records).toEqual(all);
    expect(requests).toEqual(['GET /list/after?a=b', 'GET /list/after/5?a=b', 'GET /list/after/10?a=b']);
    const pages = await readResource(
      'endpoint: "/list/{page}"\npagination: { type: page_number, sent_by: path, max_page: 2 }',
      ({ path }) => ({ json: { data: [{ path }] } }),
    );
    expect(pages.requests).toEqual(['GET /list/1', 'GET /list/2']);
  });
});

describe('a flag beside the cursor', () => {
  const yaml = 'pagination: { type: cursor, cursor_path: next, has_more_path: more }';

  test('ends the list in spite of a cursor', async () => {
    const { records, requests } = await readResource(yaml, ({ query }) =>
      behind(query['cursor'], (rest, last) => ({ next: `${last}`, more: rest > 0 })),
    );
    expect(records).toEqual(all);
    expect(requests).toHaveLength(3);
  });

  test('that says more without a cursor is told', async () => {
    const { warnings } = await readResource(yaml, () => behind(0, () => ({ next: null, more: true })));
    expect(warnings).toEqual(['more says that more follows, but next is empty in the response; the list ends here.']);
  });

  test('works for links too', async () => {
    const { records, requests } = await readResource(
      'pagination: { type: json_link, next_url_path: next, has_more_path: more }',
      ({ query }) => behind(query['after'], (rest, last) => ({ next: `/items?after=${last}`, more: rest > 0 })),
    );
    expect(records).toEqual(all);
    expect(requests).toHaveLength(3);
  });
});

test('an empty page ends a list of cursors only where that is said', async () => {
  const answer = ({ query }: ReceivedRequest): ServerAnswer =>
    query['cursor'] === '5'
      ? { json: { data: [], next: '6' } }
      : behind(query['cursor'] === '6' ? 5 : query['cursor'], nextOf);
  const on = await readResource('pagination: { type: cursor, cursor_path: next }', answer);
  expect(on.records).toEqual(all);
  const off = await readResource(
    'pagination: { type: cursor, cursor_path: next, stop_after_empty_page: true }',
    answer,
  );
  expect(off.records).toEqual(all.slice(0, 5));
});

test('an endpoint without a place for the value is refused before any request', async () => {
  await expect(
    readResource('pagination: { type: cursor, cursor_path: next, sent_by: path }', () => behind(0)),
  ).rejects.toThrow('has no {cursor}');
  await expect(
    readResource('pagination: { type: cursor, cursor_path: next, sent_by: json }', () => behind(0)),
  ).rejects.toThrow('pages in its json body, which a GET request does not send');
});
