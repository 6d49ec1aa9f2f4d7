import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../support/start-server.ts';

const pageSize = 5;

/** `{ id: 0, title: "Post 0" }` and so on; 25 of them. */
export const posts: readonly { readonly id: number; readonly title: string }[] = Array.from(
  { length: 25 },
  (_, id) => ({
    id,
    title: `Post ${id}`,
  }),
);

/** The posts as a list in five pages. */
export const postPages: readonly (readonly unknown[])[] = [0, 5, 10, 15, 20].map((at) =>
  posts.slice(at, at + pageSize),
);

const unauthorized: ServerAnswer = { status: 401, json: { error: 'Unauthorized' } };
const token = { access_token: 'test-token', expires_in: 3600 };

/** The routes that the scenarios of the client ask for. Responses tell no content type. */
export async function startRestClientApi(): Promise<TestServer> {
  return await startServer((request) => {
    const { json, ...answer } = answerTo(request);
    return json === undefined ? answer : { ...answer, body: JSON.stringify(json) };
  });
}

function answerTo(request: ReceivedRequest): ServerAnswer {
  const { path, headers, query } = request;
  const detail = /^\/posts\/(\d+)$/.exec(path)?.[1];
  if (detail !== undefined) return { json: { id: Number(detail), body: `Post body ${detail}` } };
  if (path.endsWith('/some_details_404')) return { status: 404, json: { error: 'Post not found' } };
  switch (path) {
    case '/posts':
      return page(request, `${request.url.origin}${path}`);
    case '/posts_relative_next_url':
      return page(request, path);
    case '/posts_cursor_null_terminated':
      return users(query['cursor']);
    case '/posts/search':
      return search(request);
    case '/protected/posts/basic-auth':
      return guard(request, headers['authorization'] === `Basic ${btoa('user:password')}`);
    case '/protected/posts/bearer-token':
      return guard(request, headers['authorization'] === 'Bearer test-token');
    case '/protected/posts/api-key':
      return guard(request, headers['x-api-key'] === 'test-api-key');
    case '/oauth/token':
      return isClient(request) ? { json: token } : unauthorized;
    case '/oauth/token-expires-now':
      return isClient(request) ? { json: { ...token, expires_in: 0 } } : unauthorized;
    case '/custom-oauth/token':
      return isAccount(request) ? { json: token } : unauthorized;
    case '/post_form_data':
      return { json: { data: fieldsOf(request.body), type: headers['content-type'] } };
    case '/post_raw_data':
      return { json: { data: request.body, type: headers['content-type'] ?? null } };
    default:
      return { status: 404, json: { error: `Nothing at ${path}` } };
  }
}

function page({ query }: ReceivedRequest, address: string): ServerAnswer {
  const number = Number(query['page'] ?? 1);
  const next = number < 5 ? { next_page: `${address}?page=${number + 1}` } : {};
  return { json: { data: postPages[number - 1] ?? [], page: number, total_pages: 5, ...next } };
}

function guard(request: ReceivedRequest, isAllowed: boolean): ServerAnswer {
  return isAllowed ? page(request, `${request.url.origin}${request.path}`) : unauthorized;
}

function users(cursor: string | undefined): ServerAnswer {
  const list = (from: number, to: number): object[] =>
    Array.from({ length: to - from }, (_, position) => ({ id: from + position, name: `User ${from + position}` }));
  if (cursor === undefined) return { json: { users: list(0, 10), next_token: 'cursor_page_2' } };
  if (cursor === 'cursor_page_2') return { json: { users: list(10, 14), next_token: 'cursor_final' } };
  return { json: { users: null, next_token: null } };
}

function search({ body }: ReceivedRequest): ServerAnswer {
  const given = JSON.parse(body) as Readonly<Record<string, number | undefined>>;
  const { page_size: size = 5, page_count: count = 5, page: number = 1, ids_greater_than: least = 0 } = given;
  const found = posts.slice(0, size * count).filter(({ id }) => id > least);
  const isLast = number >= Math.ceil(found.length / size);
  const data = found.slice((number - 1) * size, number * size);
  return { json: { data, next_page: isLast ? null : number + 1, total_pages: count } };
}

function isClient({ body }: ReceivedRequest): boolean {
  const fields = new URLSearchParams(body);
  const grant = fields.get('grant_type') ?? '';
  if (grant.includes('jwt-bearer')) return fields.has('assertion');
  return (
    grant === 'client_credentials' &&
    fields.get('client_id') === 'test-client-id' &&
    fields.get('client_secret') === 'test-client-secret'
  );
}

function isAccount({ body, headers }: ReceivedRequest): boolean {
  const fields = new URLSearchParams(body);
  return (
    fields.get('grant_type') === 'account_credentials' &&
    fields.get('account_id') === 'test-account-id' &&
    headers['authorization'] === 'Basic dGVzdC1hY2NvdW50LWlkOnRlc3QtY2xpZW50LXNlY3JldA=='
  );
}

function fieldsOf(body: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) (fields[name] ??= []).push(value);
  return fields;
}
