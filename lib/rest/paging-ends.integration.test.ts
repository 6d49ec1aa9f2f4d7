import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readResource } from '../../test/support/read-resource.ts';
import type { ReceivedRequest, ServerAnswer } from '../../test/support/start-server.ts';

const all = Array.from({ length: 25 }, (_, id) => ({ id }));
const ids = (records: readonly unknown[]) => records.map((record) => (record as { id: number }).id);
const everyId = ids(all);
const number = ({ query }: ReceivedRequest, name: string, fallback: number) => Number(query[name] ?? fallback);

/** Pages by `page` and `per_page` (5), with further fields that may depend on the page. */
function pages(more: (page: number, rows: number) => object = () => ({}), list: readonly unknown[] = all) {
  return (request: ReceivedRequest): ServerAnswer => {
    const page = number(request, 'page', 1);
    const size = number(request, 'per_page', 5);
    const data = list.slice((page - 1) * size, page * size);
    return { json: { data, ...more(page, data.length) } };
  };
}

/** Records by `offset` and `limit`. */
function offsets(more: (offset: number, rows: number) => object = () => ({}), list: readonly unknown[] = all) {
  return (request: ReceivedRequest): ServerAnswer => {
    const offset = number(request, 'offset', 0);
    const data = list.slice(offset, offset + number(request, 'limit', 10));
    return { json: { data, ...more(offset, data.length) } };
  };
}

describe('how pages by number end', () => {
  test('at the total of pages, without a further request where the response says it twice', async () => {
    const yaml = 'pagination: { type: page_number, total_path: meta.pages }';
    const meta = { pages: 5, total: 25 };
    const { records, requests } = await readResource(
      yaml,
      pages(() => ({ meta })),
    );
    expect(ids(records)).toEqual(everyId);
    expect(requests).toEqual([1, 2, 3, 4, 5].map((page) => `GET /items?page=${page}`));
  });

  test('at the total of records', async () => {
    const yaml = 'pagination: { type: page_number, total_records_path: total }';
    const { records, requests, warnings } = await readResource(
      yaml,
      pages(() => ({ total: 23 }), all.slice(0, 23)),
    );
    expect(ids(records)).toEqual(everyId.slice(0, 23));
    expect(requests).toHaveLength(5);
    expect(warnings).toEqual([]);
  });

  test('behind a short page a refusal is the end', async () => {
    for (const status of [400, 404, 410, 416, 422]) {
      const { records, warnings, error } = await readResource('pagination: page_number', (request) =>
        number(request, 'page', 1) > 5 ? { status } : pages(() => ({}), all.slice(0, 23))(request),
      );
      expect([error, warnings, ids(records)]).toEqual([undefined, [], everyId.slice(0, 23)]);
    }
  });

  test('behind a full page only a 404 is, with a warning; another refusal may hide records and is an error', async () => {
    const read = (status: number) =>
      readResource('pagination: page_number', (request) =>
        number(request, 'page', 1) > 5 ? { status } : pages()(request),
      );
    const missing = await read(404);
    expect([missing.error, ids(missing.records)]).toEqual([undefined, everyId]);
    expect(missing.warnings).toEqual([expect.stringContaining('page=6 answers 404, which is taken for the end')]);
    for (const status of [400, 422]) {
      expect((await read(status)).error).toMatchObject({ code: 'http-status', context: { status } });
    }
  });

  test('a total that a full page reaches is checked once; a refusal proves it too', async () => {
    const yaml = 'pagination: { type: page_number, total_path: pages }';
    for (const beyond of [{ json: { data: [] } }, { status: 404 }, { status: 400, json: { error: 'no such page' } }]) {
      const { records, requests, warnings, error } = await readResource(yaml, (request) =>
        number(request, 'page', 1) > 5 ? beyond : pages(() => ({ pages: 5 }))(request),
      );
      expect(error).toBeUndefined();
      expect(ids(records)).toEqual(everyId);
      expect(requests).toHaveLength(6);
      expect(warnings).toEqual([]);
    }
  });

  test('a server that answers the page behind the end with the last one gives no row twice', async () => {
    const yaml = 'pagination: { type: page_number, total_path: pages }';
    const { records, warnings } = await readResource(yaml, (request) => {
      const page = Math.min(5, number(request, 'page', 1));
      return { json: { data: all.slice((page - 1) * 5, page * 5), pages: 5 } };
    });
    expect(ids(records)).toEqual(everyId);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['pages', 'total_path: pages', { pages: 2 }],
    ['no pages', 'total_path: pages', { pages: 0 }],
    ['records', 'total_records_path: total', { total: 10 }],
    ['the records of this page', 'total_records_path: total', { total: 5 }],
  ])('a total of %s that is too small loses nothing', async (_, key, more) => {
    const yaml = `pagination: { type: page_number, ${key} }\nparams: { per_page: 5 }`;
    const { records, warnings } = await readResource(
      yaml,
      pages(() => more),
    );
    expect(ids(records)).toEqual(everyId);
    expect(warnings).toEqual([expect.stringContaining('is too small')]);
  });

  test.each([
    ['total_path: pages', { pages: 1_000_000 }],
    ['total_records_path: total', { total: 1_000_000 }],
  ])('a total that is too large does not loop: %s', async (key, more) => {
    const { records, requests } = await readResource(
      `pagination: { type: page_number, concurrency: 1, ${key} }`,
      pages(() => more),
    );
    expect(ids(records)).toEqual(everyId);
    expect(requests).toHaveLength(6);
  });

  test('a total that only the first page tells counts for all', async () => {
    const { records, requests } = await readResource(
      'pagination: { type: page_number, total_path: pages }',
      pages((page) => (page === 1 ? { pages: 5 } : {}), all.slice(0, 24)),
    );
    expect(records).toHaveLength(24);
    expect(requests).toHaveLength(5);
  });

  test('at a flag, which decides whatever the total says', async () => {
    const yaml = 'pagination: { type: page_number, has_more_path: meta.more, total_records_path: total }';
    const { records, requests, warnings } = await readResource(
      yaml,
      pages((page) => ({ total: 7, meta: { more: page < 5 ? 'true' : 'false' } })),
    );
    expect(ids(records)).toEqual(everyId);
    expect(requests).toHaveLength(5);
    expect(warnings).toEqual([]);
    const early = await readResource(
      yaml,
      pages((page) => ({ total: 25, meta: { more: page < 3 } })),
    );
    expect(early.records).toHaveLength(15);
    expect(early.warnings).toEqual(['meta.more ended the list after 15 records, but the response says total = 25.']);
  });

  test('a flag that is missing on the first page, or is none, is an error with what is there', async () => {
    const yaml = 'pagination: { type: page_number, has_more_path: meta.more }';
    const missing = await readResource(
      yaml,
      pages(() => ({ meta: { hasNext: true } })),
    );
    expect(missing.error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('Nothing at has_more_path "meta.more"') as string,
    });
    expect(missing.error).toMatchObject({ message: expect.stringContaining('"meta" has hasNext') as string });
    const odd = await readResource(
      yaml,
      pages(() => ({ meta: { more: 'perhaps' } })),
    );
    expect(odd.error).toMatchObject({ message: expect.stringContaining('but holds "perhaps"') as string });
  });

  test('at a short page, where the size is known', async () => {
    const { records, requests } = await readResource('pagination: { type: page_number, limit: 10 }', pages());
    expect(ids(records)).toEqual(everyId);
    expect(requests).toEqual([1, 2, 3].map((page) => `GET /items?page=${page}&per_page=10`));
  });

  test('at the maximum', async () => {
    const { records } = await readResource('pagination: { type: page_number, max_page: 2 }', pages());
    expect(ids(records)).toEqual(everyId.slice(0, 10));
  });

  test('an empty page in between ends it, unless it is said not to', async () => {
    const gaps = (request: ReceivedRequest): ServerAnswer =>
      number(request, 'page', 1) === 2 ? { json: { data: [], pages: 5 } } : pages(() => ({ pages: 5 }))(request);
    const without = await readResource('pagination: { type: page_number, total_path: pages }', gaps);
    expect(ids(without.records)).toEqual(everyId.slice(0, 5));
    const yaml = 'pagination: { type: page_number, total_path: pages, concurrency: 1, stop_after_empty_page: false }';
    const { records, requests } = await readResource(yaml, gaps);
    expect(ids(records)).toEqual([...everyId.slice(0, 5), ...everyId.slice(10)]);
    expect(requests).toHaveLength(6);
  });
});

describe('how offsets end', () => {
  test.each([
    ['too small', 20],
    ['that of one page', 10],
    ['zero', 0],
  ])('a total that is %s loses nothing', async (_, total) => {
    const { records, warnings } = await readResource(
      'pagination: { type: offset, limit: 10, total_path: total }',
      offsets(() => ({ total })),
    );
    expect(ids(records)).toEqual(everyId);
    expect(warnings).toEqual([expect.stringContaining('is too small')]);
  });

  test('at a flag, and at the last offset that is asked for', async () => {
    const flag = await readResource(
      'pagination: { type: offset, limit: 10, has_more_path: more }',
      offsets((offset) => ({ more: offset < 20 })),
    );
    expect(ids(flag.records)).toEqual(everyId);
    expect(flag.requests).toHaveLength(3);
    const maximum = await readResource('pagination: { type: offset, limit: 5, max_offset: 10 }', offsets());
    expect(maximum.requests.at(-1)).toBe('GET /items?offset=10&limit=5');
    expect(maximum.records).toHaveLength(15);
  });

  test('counting may begin behind the first record, or with 1', async () => {
    const yaml = 'pagination: { type: offset, param: startAt, start: 1, limit: 10, total_path: total }';
    const { records, requests } = await readResource(yaml, ({ query }) => {
      const first = Number(query['startAt']) - 1;
      return { json: { data: all.slice(first, first + 10), total: 25 } };
    });
    expect(ids(records)).toEqual(everyId);
    expect(requests.map((request) => /startAt=(\d+)/.exec(request)?.[1])).toEqual(['1', '11', '21']);
  });

  test('whatever the total claims, each record comes once', async () => {
    const list = fc.integer({ min: 0, max: 40 });
    await fc.assert(
      fc.asyncProperty(
        list,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 60 }),
        async (size, limit, total) => {
          const records = Array.from({ length: size }, (_, id) => ({ id }));
          const read = await readResource(
            `pagination: { type: offset, limit: ${limit}, total_path: total }`,
            offsets(() => ({ total }), records),
          );
          // A short page that fits its total is believed.
          const isBelieved = total === read.records.length && total % limit !== 0;
          expect(ids(read.records)).toEqual(ids(isBelieved ? records.slice(0, total) : records));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('pages that come round again', () => {
  test('a parameter that the server ignores is found out at the second page', async () => {
    for (const yaml of ['{ type: page_number, param: p }', '{ type: offset, param: skip, limit: 5 }']) {
      const { error, requests } = await readResource(`pagination: ${yaml}`, pages());
      expect(error).toMatchObject({
        code: 'pagination-failed',
        message: expect.stringContaining('brought the same records as the first page') as string,
        hint: expect.stringContaining('single_page') as string,
      });
      expect(requests).toHaveLength(2);
    }
  });

  test('a server that begins anew behind its end', async () => {
    const { error } = await readResource('pagination: page_number', (request) => {
      const page = ((number(request, 'page', 1) - 1) % 3) + 1;
      return { json: { data: all.slice((page - 1) * 5, page * 5) } };
    });
    expect(error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('the same 3 pages came again and again') as string,
    });
  });

  test.each([
    ['cursor', '{ type: cursor, cursor_path: next }'],
    ['header cursor', '{ type: header_cursor, header: X-Next, param: cursor }'],
  ])('ever new values of a %s that is ignored', async (_, yaml) => {
    let next = 0;
    const { error, requests } = await readResource(`pagination: ${yaml}`, () => {
      next += 1;
      return { headers: { 'x-next': `n${next}` }, json: { data: all.slice(0, 5), next: `n${next}` } };
    });
    expect(error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('cursor=n1 brought the same records as the first page') as string,
    });
    expect(requests).toHaveLength(2);
  });

  test.each([
    ['json_link', '{ type: json_link, next_url_path: next }'],
    ['header_link', 'header_link'],
  ])('ever new links to the same pages: %s', async (_, yaml) => {
    let next = 0;
    const { error } = await readResource(`pagination: ${yaml}`, () => {
      next += 1;
      const data = next % 2 === 0 ? all.slice(0, 5) : all.slice(5, 10);
      const url = `/items?session=${next}`;
      return { headers: { link: `<${url}>; rel="next"` }, json: { data, next: url } };
    });
    expect(error).toMatchObject({
      code: 'pagination-failed',
      message: expect.stringContaining('the same 2 pages came again and again') as string,
    });
  });
});

test('lists of two parents know nothing of each other', async () => {
  const yaml = `endpoint: "/parents/{resources.parents.id}/items"
pagination: { type: page_number, total_path: pages }`;
  const parents = [{ id: 'a' }, { id: 'b' }];
  const { requests, records } = await readResource(
    yaml,
    (request) => ({ json: { data: [{ parent: request.path, page: request.query['page'] }], pages: 2, total: 2 } }),
    parents,
  );
  expect(requests).toEqual([
    'GET /parents/a/items?page=1',
    'GET /parents/a/items?page=2',
    'GET /parents/b/items?page=1',
    'GET /parents/b/items?page=2',
  ]);
  expect(records).toHaveLength(4);
});

describe('an expression ends pages', () => {
  const left = pages((page) => ({ meta: { remaining: 20 - (page - 1) * 5 }, page }));

  test('behind the page for which it is true', async () => {
    const yaml = 'pagination: { type: page_number, stop_when: "response.meta.remaining == 10" }';
    const { records, requests, error } = await readResource(yaml, left);
    expect(error).toBeUndefined();
    expect(requests).toHaveLength(3);
    expect(ids(records)).toEqual(everyId.slice(0, 15));
  });

  test('by the number of the page, of its records, and by headers', async () => {
    const yaml =
      "pagination: { type: page_number, stop_when: \"page == 2 && records == 5 && headers['content-type'].startsWith('application/json')\" }";
    expect((await readResource(yaml, left)).requests).toHaveLength(2);
  });

  test('with an error where it needs what is not there', async () => {
    const yaml = 'pagination: { type: page_number, stop_when: "response.gone == 0" }';
    const { error } = await readResource(yaml, left);
    expect(error).toMatchObject({
      code: 'pagination-failed',
      message:
        'stop_when cannot be worked out for page 1: There is no field "gone", at 1:10 of the expression response.gone == 0',
      hint: 'Ask first with has(response.gone), or give a value for that case: response.?gone.orValue(0).',
    });
  });
});
