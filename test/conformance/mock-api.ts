import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../support/start-server.ts';

/** Numbers that scenarios rely on. */
export const pageSize = 5;
export const totalPages = 5;

export interface MockPost {
  readonly id: number;
  readonly title: string;
}

/** `{ id: 0, title: "Post 0" }` and so on. */
export function mockPosts(count = pageSize * totalPages): MockPost[] {
  return Array.from({ length: count }, (_, id) => ({ id, title: `Post ${id}` }));
}

/** Fifty comments of a post. */
export function mockComments(post: number): readonly object[] {
  return Array.from({ length: 50 }, (_, id) => ({ id, post_id: post, body: `Comment ${id} for post ${post}` }));
}

type Handler = (request: ReceivedRequest, match: RegExpExecArray) => ServerAnswer;

/**
 * The server of the scenarios that dlt's own tests of its REST source run against: the same routes, bodies and headers.
 * It notes every request that it is sent.
 */
export function startMockApi(): Promise<TestServer> {
  return startServer((request) => {
    for (const [route, handler] of routes) {
      const match = route.exec(`${request.method} ${request.path}`);
      if (match !== null) return withoutType(handler(request, match));
    }
    return { status: 404, json: { error: `No route for ${request.method} ${request.path}` } };
  });
}

/** Its responses tell no content type. */
function withoutType({ json, ...answer }: ServerAnswer): ServerAnswer {
  return json === undefined ? answer : { ...answer, body: JSON.stringify(json) };
}

interface PageOptions {
  readonly key?: string;
  readonly base?: number;
  readonly isRelative?: boolean;
}

/** One page by `page`, and the URL of the next one without any other parameter. */
function pageOf(request: ReceivedRequest, records: readonly unknown[], options: PageOptions = {}): ServerAnswer {
  const { key = 'data', base = 1, isRelative = false } = options;
  const page = Number(request.query['page'] ?? base);
  const count = Math.ceil(records.length / pageSize);
  const start = (page - base) * pageSize;
  const next = `${isRelative ? '' : request.url.origin}${request.path}?page=${page + 1}`;
  return {
    json: {
      [key]: records.slice(start, start + pageSize),
      page,
      total_pages: count,
      ...(page + 1 < count + base ? { next_page: next } : {}),
    },
  };
}

function bareArray(request: ReceivedRequest, header: (next: number) => Record<string, string>): ServerAnswer {
  const page = Number(request.query['page'] ?? 1);
  const start = (page - 1) * pageSize;
  const hasMore = page < totalPages;
  return { json: mockPosts().slice(start, start + pageSize), headers: hasMore ? header(page + 1) : {} };
}

function offsetPage(values: Readonly<Record<string, unknown>>): ServerAnswer {
  const offset = Number(values['offset'] ?? 0);
  const limit = Number(values['limit'] ?? 10);
  return { json: { data: mockPosts().slice(offset, offset + limit), total_records: 25, offset, limit } };
}

function jsonBody({ body }: ReceivedRequest): Readonly<Record<string, unknown>> {
  return body === '' ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
}

function formFields(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) (fields[name] ??= []).push(value);
  return fields;
}

function search(request: ReceivedRequest): ServerAnswer {
  const { page_size = 5, page_count = 5, page = 1, ids_greater_than = 0 } = jsonBody(request);
  const [size, count, number] = [Number(page_size), Number(page_count), Number(page)];
  const found = mockPosts(size * count).filter(({ id }) => id > Number(ids_greater_than));
  const isLast = number >= Math.ceil(found.length / size);
  return {
    json: {
      data: found.slice((number - 1) * size, number * size),
      next_page: isLast ? null : number + 1,
      total_pages: count,
    },
  };
}

function searchById(request: ReceivedRequest): ServerAnswer {
  const { post_id: id, more, more_array: list } = jsonBody(request);
  const title = (more as { readonly title?: unknown } | undefined)?.title;
  const first = Array.isArray(list) ? list[0] : undefined;
  return {
    json: { id: Number(id), title, body: `Post body ${String(id)}`, more: `More is equale to id: ${String(first)}` },
  };
}

function detail(id: unknown): ServerAnswer {
  return { json: { id: Number(id), body: `Post body ${String(id)}` } };
}

function formComments(request: ReceivedRequest): ServerAnswer {
  const type = request.headers['content-type'];
  if (type === undefined) return pageOf(request, mockComments(Number(request.body)));
  if (type.toLowerCase() !== 'application/x-www-form-urlencoded') throw new Error(`Unexpected content type ${type}`);
  return pageOf(request, mockComments(Number(formFields(request.body)['post_id']?.[0])));
}

function protect(header: string, value: string, refusal: ServerAnswer = { json: { error: 'Unauthorized' } }): Handler {
  return (request) => (request.headers[header] === value ? pageOf(request, mockPosts()) : { status: 401, ...refusal });
}

function token(expiresIn: number): Handler {
  return ({ body }) => {
    const form = new URLSearchParams(body);
    const grant = form.get('grant_type') ?? '';
    const isClient =
      grant.includes('client_credentials') &&
      form.get('client_id') === 'test-client-id' &&
      form.get('client_secret') === 'test-client-secret';
    return isClient || grant.includes('jwt-bearer')
      ? { json: { access_token: 'test-token', expires_in: expiresIn } }
      : { status: 401, json: { error: 'Unauthorized' } };
  };
}

function missing(id: number): ServerAnswer {
  return { status: 404, json: { error: `Post with id ${id} not found` } };
}

function nullTerminated({ query }: ReceivedRequest): ServerAnswer {
  const users = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({ id: from + index, name: `User ${from + index}` }));
  if (query['cursor'] === undefined) return { json: { users: users(0, 10), next_token: 'cursor_page_2' } };
  if (query['cursor'] === 'cursor_page_2') return { json: { users: users(10, 14), next_token: 'cursor_final' } };
  return { json: { users: null, next_token: null } };
}

const withReactions = mockPosts().map((post) => ({
  ...post,
  reactions: Array.from({ length: 5 }, (_, id) => ({ id, title: `Reaction ${id} for post ${post.id}` })),
}));

const routes: readonly (readonly [RegExp, Handler])[] = [
  [/^GET \/posts$/, (request) => pageOf(request, mockPosts())],
  [/^GET \/posts_no_key$/, (request) => pageOf(request, mockPosts(), { key: 'null' })],
  [/^GET \/posts_zero_based$/, (request) => pageOf(request, mockPosts(), { base: 0 })],
  [
    /^GET \/posts_header_link$/,
    (request) =>
      bareArray(request, (next) => ({ Link: `<${request.url.origin}${request.path}?page=${next}>; rel="next"` })),
  ],
  [/^GET \/posts_header_cursor$/, (request) => bareArray(request, (next) => ({ cursor: String(next) }))],
  [/^GET \/posts_relative_next_url$/, (request) => pageOf(request, mockPosts(), { isRelative: true })],
  [/^GET \/posts_offset_limit$/, ({ query }) => offsetPage(query)],
  [/^POST \/posts_offset_limit_via_json_body$/, (request) => offsetPage(jsonBody(request))],
  [
    /^GET \/posts_cursor$/,
    ({ query }) => {
      const start = Number(query['cursor'] ?? 0);
      const end = start + pageSize;
      return { json: { data: mockPosts().slice(start, end), next_cursor: end < 25 ? end : null } };
    },
  ],
  [/^GET \/posts\/(\d+)\/comments$/, (request, [, id]) => pageOf(request, mockComments(Number(id)))],
  [/^GET \/post_comments$/, (request) => pageOf(request, mockComments(Number(request.query['post_id'] ?? 0)))],
  [/^GET \/post_comments_via_headers$/, (request) => pageOf(request, mockComments(Number(request.headers['post_id'])))],
  [/^POST \/post_comments$/, (request) => pageOf(request, mockComments(Number(jsonBody(request)['post_id'])))],
  [/^POST \/post_comments_via_form_data$/, formComments],
  [/^GET \/posts\/(\d+)$/, (_, [, id]) => detail(id)],
  [/^GET \/post_detail$/, ({ query }) => detail(query['post_id'])],
  [/^GET \/post_detail_via_headers$/, ({ headers }) => detail(headers['post_id'])],
  [/^POST \/post_detail$/, (request) => detail(jsonBody(request)['post_id'])],
  [/^GET \/posts\/(\d+)\/some_details_404$/, (_, [, id]) => (Number(id) < 1 ? detail(id) : missing(Number(id)))],
  [
    /^GET \/posts\/(\d+)\/some_details_404_others_422$/,
    (_, [, id]) => (Number(id) < 1 ? detail(id) : Number(id) === 1 ? missing(1) : { status: 422 }),
  ],
  [/^GET \/posts\/(\d+)\/some_details_204$/, (_, [, id]) => (Number(id) < 1 ? detail(id) : { status: 204 })],
  [/^GET \/posts_under_a_different_key$/, (request) => pageOf(request, mockPosts(), { key: 'many-results' })],
  [/^POST \/posts\/search$/, search],
  [/^POST \/posts\/search_by_id\/\d+$/, searchById],
  [/^GET \/protected\/posts\/basic-auth$/, protect('authorization', `Basic ${btoa('user:password')}`)],
  [/^GET \/protected\/posts\/bearer-token$/, protect('authorization', 'Bearer test-token')],
  [
    /^GET \/protected\/posts\/bearer-token-plain-text-error$/,
    protect('authorization', 'Bearer test-token', { body: 'Unauthorized' }),
  ],
  [/^GET \/protected\/posts\/api-key$/, protect('x-api-key', 'test-api-key')],
  [/^POST \/oauth\/token$/, token(3600)],
  [/^POST \/oauth\/token-expires-now$/, token(0)],
  [
    /^POST \/custom-oauth\/token$/,
    ({ body, headers }) => {
      const form = new URLSearchParams(body);
      const isKnown =
        form.get('grant_type') === 'account_credentials' &&
        form.get('account_id') === 'test-account-id' &&
        headers['authorization'] === 'Basic dGVzdC1hY2NvdW50LWlkOnRlc3QtY2xpZW50LXNlY3JldA==';
      return isKnown
        ? { json: { access_token: 'test-token', expires_in: 3600 } }
        : { status: 401, json: { error: 'Unauthorized' } };
    },
  ],
  [/^GET \/posts_cursor_null_terminated$/, nullTerminated],
  [
    /^POST \/post_form_data$/,
    ({ headers, body }) =>
      headers['content-type'] === 'application/x-www-form-urlencoded'
        ? { json: { data: formFields(body) } }
        : { json: { error: `Unsupported content type: ${headers['content-type'] ?? 'none'}`, data: body } },
  ],
  [/^POST \/post_raw_data$/, ({ body }) => ({ json: { data: body } })],
  [/^POST \/posts_form_data_incremental$/, (request) => pageOf(request, mockPosts())],
  [/^GET \/posts_with_reactions$/, (request) => pageOf(request, withReactions)],
];
