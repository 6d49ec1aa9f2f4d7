import { expect, test } from 'vitest';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import type { ReceivedRequest, ServerAnswer } from '../../test/support/start-server.ts';
import { startShop } from '../../test/support/start-shop.ts';

const records = (first: number, count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));
const pageOf = ({ query }: ReceivedRequest): number => Number(query['page'] ?? 1);

interface Case {
  readonly title: string;
  /** The resource behind its name and endpoint. */
  readonly settings: string;
  readonly answer: (request: ReceivedRequest) => ServerAnswer;
  /** Why each request was sent, and what its response led to. */
  readonly story: readonly (readonly [reason: string, decision: string])[];
  readonly end: string;
  readonly pages?: number;
}

const cases: readonly Case[] = [
  {
    title: 'single_page',
    settings: 'pagination: single_page',
    answer: () => ({ json: records(1, 2) }),
    story: [['first page', '2 records; the list ends: a single page was asked for']],
    end: 'a single page was asked for',
  },
  {
    title: 'page_number until an empty page',
    settings: 'pagination: page_number',
    answer: (request) => ({ json: pageOf(request) < 3 ? records(pageOf(request) * 2, 2) : [] }),
    story: [
      ['first page', '2 records; reads on: the previous page held 2 records'],
      ['the previous page held 2 records', '2 records; reads on: the previous page held 2 records'],
      ['the previous page held 2 records', '0 records; the list ends: page=3 is empty'],
    ],
    end: 'page=3 is empty',
  },
  {
    title: 'page_number behind whose last page is none',
    settings: 'pagination: page_number',
    answer: (request) =>
      pageOf(request) < 3 ? { json: records(pageOf(request) * 2, 3 - pageOf(request)) } : { status: 404, json: {} },
    story: [
      ['first page', '2 records; reads on: the previous page held 2 records'],
      ['the previous page held 2 records', '1 record; reads on: the previous page held 1 record'],
      [
        'the previous page held 1 record',
        'refused; the list ends: page=3 is refused with status 404, and the page before was short',
      ],
    ],
    end: 'page=3 is refused with status 404, and the page before was short',
  },
  {
    title: 'page_number with a count of pages',
    settings: 'pagination: { type: page_number, total_path: pages }',
    answer: (request) => ({ json: { data: records(pageOf(request) * 2, 3 - pageOf(request)), pages: 2 } }),
    story: [
      ['first page', '2 records; reads on: the previous page held 2 records; pages = 2'],
      ['the previous page held 2 records; pages = 2', '1 record; the list ends: page=2 is the last of 2 pages'],
    ],
    end: 'page=2 is the last of 2 pages',
  },
  {
    title: 'offset with a total',
    settings: 'pagination: { type: offset, limit: 2, total_path: total }',
    answer: ({ query }) => ({
      json: { data: records(1, 3).slice(Number(query['offset']), Number(query['offset']) + 2), total: 3 },
    }),
    story: [
      ['first page', '2 records; reads on: the previous page held 2 records; total = 3'],
      ['the previous page held 2 records; total = 3', '1 record; the list ends: all 3 records are read'],
    ],
    end: 'all 3 records are read',
  },
  {
    title: 'cursor',
    settings: 'pagination: { type: cursor, cursor_path: next, param: after }',
    answer: ({ query }) => ({ json: { data: records(1, 1), next: query['after'] === undefined ? 'b' : null } }),
    story: [
      ['first page', '1 record; reads on: next = "b"'],
      ['next = "b" in the previous response', '1 record; the list ends: next is empty in the response'],
    ],
    end: 'next is empty in the response',
  },
  {
    title: 'cursor of the last record',
    settings: 'pagination: { type: cursor, cursor_path: id, cursor_from: last_record, param: after }',
    answer: ({ query }) => ({ json: query['after'] === undefined ? records(1, 2) : [] }),
    story: [
      ['first page', '2 records; reads on: id = 2 in the last record of the previous page'],
      ['id = 2 in the last record of the previous page', '0 records; the list ends: the page is empty'],
    ],
    end: 'the page is empty',
  },
  {
    title: 'json_link',
    settings: 'pagination: { type: json_link, next_url_path: links.next }',
    answer: (request) => ({
      json: { data: records(pageOf(request), 1), links: { next: pageOf(request) < 2 ? '/items?page=2' : null } },
    }),
    story: [
      ['first page', '1 record; reads on: links.next'],
      ['links.next in the previous response', '1 record; the list ends: links.next is empty in the response'],
    ],
    end: 'links.next is empty in the response',
  },
  {
    title: 'header_link',
    settings: 'pagination: header_link',
    answer: (request) => ({
      headers: pageOf(request) < 2 ? { link: '</items?page=2>; rel="next"' } : {},
      json: records(pageOf(request), 1),
    }),
    story: [
      ['first page', '1 record; reads on: Link rel="next"'],
      ['Link rel="next" in the previous response', '1 record; the list ends: the response has no Link rel="next"'],
    ],
    end: 'the response has no Link rel="next"',
  },
  {
    title: 'header_cursor',
    settings: 'pagination: { type: header_cursor, header: X-Next, param: page }',
    answer: (request) => ({
      headers: pageOf(request) < 2 ? { 'x-next': '2' } : {},
      json: records(pageOf(request), 1),
    }),
    story: [
      ['first page', '1 record; reads on: X-Next: 2'],
      ['X-Next: 2 in the previous response', '1 record; the list ends: the response has no header X-Next'],
    ],
    end: 'the response has no header X-Next',
  },
  {
    title: 'auto, which finds a link',
    settings: 'pagination: auto',
    answer: (request) => ({
      json: { data: records(pageOf(request), 1), next: pageOf(request) < 2 ? '/items?page=2' : null },
    }),
    story: [
      ['first page', '1 record; reads on: next'],
      ['next in the previous response', '1 record; the list ends: next is empty in the response'],
    ],
    end: 'next is empty in the response',
  },
  {
    title: 'auto, whose guess is refused',
    settings: 'pagination: auto',
    answer: (request) =>
      request.query['page'] === undefined
        ? { json: { data: records(1, 2), page: 1, per_page: 2, total: 4 } }
        : { status: 400, json: {} },
    story: [
      ['first page', '2 records; reads on: the previous page held 2 records; total = 4'],
      [
        'the previous page held 2 records; total = 4',
        'refused; the list ends: the API refuses it when page=2 was sent',
      ],
    ],
    end: 'the API refuses it when page=2 was sent',
  },
  {
    title: 'auto, which finds none',
    settings: 'pagination: auto',
    answer: () => ({ json: records(1, 3) }),
    story: [['first page', '3 records; the list ends: the response names no next page']],
    end: 'the response names no next page',
  },
  {
    title: 'an expression that ends the list',
    settings: 'pagination: { type: page_number, stop_when: "response.left == 0" }',
    answer: (request) => ({ json: { data: records(pageOf(request), 1), left: 2 - pageOf(request) } }),
    story: [
      ['first page', '1 record; reads on: the previous page held 1 record'],
      ['the previous page held 1 record', '1 record; the list ends: stop_when is true: response.left == 0'],
    ],
    end: 'stop_when is true: response.left == 0',
  },
  {
    title: 'a rule of the resource',
    settings: 'pagination: page_number\n          responses: [{ status: 404, action: ignore }]',
    answer: (request) => (pageOf(request) < 2 ? { json: records(1, 1) } : { status: 404, json: {} }),
    story: [
      ['first page', '1 record; reads on: the previous page held 1 record'],
      ['the previous page held 1 record', 'the list ends without its records, as a rule says about status 404'],
    ],
    end: 'the list ends without its records, as a rule says about status 404',
  },
  {
    title: 'a limit of the test',
    settings: 'pagination: page_number',
    answer: (request) => ({ json: records(pageOf(request) * 2, 2) }),
    pages: 1,
    story: [['first page', '2 records; reads on: the previous page held 2 records']],
    end: 'the limit of pages was reached, though the API has a next page',
  },
];

test.each(cases)(
  'each request says why it was sent and what followed: $title',
  async ({ settings, answer, story, end, pages = 9 }) => {
    await using shop = await startShop(
      (request) => answer(request),
      `        - name: items\n          endpoint: /items\n          ${settings}\n`,
    );
    const { exchanges, finished } = await runPreviewHere(shop.project, { source: 'shop', limits: { pages } });
    expect(exchanges.map(({ reason, decision }) => [reason, decision])).toEqual(story);
    expect(finished.ends).toEqual({ items: end });
  },
);

test('a request for a record of another resource names it', async () => {
  await using shop = await startShop(
    ({ path }) => ({ json: path === '/items' ? records(1, 2) : { name: path } }),
    `        - { name: items, endpoint: /items }
        - { name: docs, endpoint: "/items/{resources.items.id}" }
        - { name: days, endpoint: "/days/{for_each.day}", for_each: { day: [mon, tue] } }
`,
  );
  const { exchanges } = await runPreviewHere(shop.project, { source: 'shop' });
  expect(exchanges.map(({ resource, reason }) => `${resource}: ${reason}`)).toEqual([
    'items: first page',
    'days: first page for day = mon',
    'days: first page for day = tue',
    'docs: first page for items.id = 1',
    'docs: first page for items.id = 2',
  ]);
});
