import { gzipSync } from 'node:zlib';
import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from './start-server.ts';

export interface EveryStyleApi extends TestServer {
  /** What it serves from now on: 1 in the beginning; with 2 one record of each list has changed and two are new. */
  round: number;
}

interface Item {
  readonly id: number;
  readonly [field: string]: unknown;
}

/**
 * An API with a list at every path, two records a page, whatever way of paging it is asked in. The records of a list depend
 * on its path and on what is asked for, so that another request makes other rows.
 */
export async function startEveryStyleApi(): Promise<EveryStyleApi> {
  const api = { round: 1 };
  const attempts = new Map<string, number>();
  const server = await startServer((request) => {
    const attempt = (attempts.get(request.path) ?? 0) + 1;
    attempts.set(request.path, attempt);
    return (attempt % 2 === 1 ? refuse(request) : refuseAlways(request)) ?? answer(request, api.round);
  });
  return Object.assign(api, server);
}

/** What every first of two requests of some paths gets. */
function refuse(request: ReceivedRequest): ServerAnswer | undefined {
  const { path } = request;
  if (path.endsWith('/busy')) return { json: { error: { code: 'BUSY' }, left: 0, state: 'busy' } };
  if (path.endsWith('/conflict')) return { status: 409, json: {} };
  return path.endsWith('/calm') ? { status: 420, json: {} } : refuseAlways(request);
}

function refuseAlways({ path }: ReceivedRequest): ServerAnswer | undefined {
  if (path.endsWith('/gone') || /\/gone\//.test(path)) return { status: 404, json: {} };
  if (path.endsWith('/broken')) return { json: { message: 'maintenance' } };
  // Some of the parents may not be asked for.
  return /\/\d*[13579]\/closed$/.test(path) ? { status: 403, json: {} } : undefined;
}

function answer(request: ReceivedRequest, round: number): ServerAnswer {
  const { path, url } = request;
  if (path.endsWith('/oauth/token')) {
    return { json: { access_token: 'access-1', token_type: 'bearer', expires_in: 3600, refresh_token: 'refresh-2' } };
  }
  if (path.endsWith('/auth/login')) return { json: { data: { token: 'session-1' }, expires: 3600 } };
  const items = itemsOf(request, round);
  const file = asFile(path, items);
  if (file !== undefined) return file;
  const { rows, next, page } = pageOf(request, items);
  const last = Math.ceil(items.length / 2);
  const link = new URL(url);
  link.searchParams.set('after', String(next));
  const address = `${link.pathname}${link.search}`;
  const body = bodyFor(path, rows) ?? {
    data: rows,
    total: items.length,
    has_more: next !== undefined,
    left: 1,
    meta: { last, page },
    ...(next === undefined ? {} : { nextPageToken: String(next), links: { next: link.href }, next_page_url: address }),
  };
  if (path.endsWith('/graphql')) {
    const pageInfo = { endCursor: String(next ?? ''), hasNextPage: next !== undefined };
    return { json: { data: { items: { nodes: rows, pageInfo } } } };
  }
  const headers = next === undefined ? {} : { link: `<${link.href}>; rel="next"`, 'x-next': String(next) };
  return { json: body, headers };
}

/** The shapes that some paths have in the place of `data`. */
function bodyFor(path: string, rows: readonly Item[]): unknown {
  if (path.endsWith('/root')) return rows;
  if (path.endsWith('/keyed')) return { stock: rows, count: rows.length };
  if (path.endsWith('/deeper')) return { result: { page: { rows } } };
  if (path.endsWith('/groups')) return { groups: rows.map((row) => ({ members: [row] })) };
  return path.endsWith('/one') ? rows[0] : undefined;
}

function asFile(path: string, items: readonly Item[]): ServerAnswer | undefined {
  if (path.endsWith('.csv')) {
    const lines = items.map(({ id, name }) => `${id};${String(name)}`);
    return { body: ['id;name', ...lines].join('\n'), headers: { 'content-type': 'text/csv' } };
  }
  if (path.endsWith('.ndjson')) {
    return {
      body: items.map((item) => JSON.stringify(item)).join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    };
  }
  if (path.endsWith('.gz')) {
    return { body: gzipSync(JSON.stringify(items)), headers: { 'content-type': 'application/gzip' } };
  }
  if (!path.endsWith('.xml')) return undefined;
  const elements = items.map(({ id, name }) => `<item id="${id}"><name>${String(name)}</name></item>`);
  return { body: `<shop>${elements.join('')}</shop>`, headers: { 'content-type': 'application/xml' } };
}

const pagingNames = [
  'page',
  'p',
  'offset',
  'cursor',
  'after',
  'pageToken',
  'starting_after',
  'size',
  'limit',
  'per_page',
];

/** Three records, and from the second round on two more; the first one changes. */
function itemsOf({ url, body }: ReceivedRequest, round: number): readonly Item[] {
  const asked = [...url.searchParams].filter(([name]) => !pagingNames.includes(name) && !/since|from|to/.test(name));
  const sent = /"?(?:shop|country)"?[=:]"?(\w+)/.exec(body)?.[1] ?? '';
  const seed = hash(`${url.pathname} ${JSON.stringify(asked)} ${sent}`) * 10;
  const count = round === 1 ? 3 : 5;
  return Array.from({ length: count }, (_, index): Item => {
    const isChanged = round > 1 && index === 0;
    const at = new Date(Date.UTC(2026, 0, 3 + 2 * index + (isChanged ? 20 : 0), 10, 20, 30)).toISOString();
    return {
      id: seed + index,
      name: `${url.pathname.split('/').at(-1) ?? ''} ${index}${isChanged ? ' again' : ''}`,
      full_name: `team/part ${index}`,
      status: index % 2 === 0 ? 'paid' : 'open',
      price: index + 0.5,
      quantity: 10 * index,
      big: 9_007_199_254_740_993n.toString(),
      year: 2024 + index,
      updated_at: at,
      created: Date.parse(at) / 1000,
      customer: { id: `c${index}`, mail: `${index}@example.com`, address: { city: 'Bonn' } },
      tags: [`t${index}`, 'all'],
      lines: Array.from({ length: index }, (_, line) => ({ sku: `s${line}`, amount: line + 1 })),
      note: index === 1 ? null : ' Text ',
      secret: 'hidden',
      shop: { id: index % 2 },
      sku: `s${index}`,
      url: `${url.origin}/documents/${seed + index}/one`,
      href: `/documents/${seed + index}/one`,
    };
  });
}

function hash(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 99_991;
  return sum;
}

/** Where a page begins, by any of the ways to ask for it. */
function pageOf({ query, body, headers }: ReceivedRequest, items: readonly Item[]) {
  const sent = body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {};
  const inBody = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], sent);
  const number = (value: unknown): number | undefined =>
    value === undefined || value === null || value === '' ? undefined : Number(value);
  const page = number(query['page']) ?? number(inBody('page.number')) ?? number(inBody('page'));
  const after =
    query['after'] ?? query['cursor'] ?? query['pageToken'] ?? inBody('variables.after') ?? inBody('cursor');
  const behind = items.findIndex(({ id }) => String(id) === query['starting_after']);
  const start =
    (page === undefined ? undefined : (page - 1) * 2) ??
    (query['p'] === undefined ? undefined : Number(query['p']) * 2) ??
    number(query['offset'] ?? headers['offset']) ??
    number(after) ??
    (behind < 0 ? 0 : behind + 1);
  const rows = items.slice(start, start + 2);
  const next = start + 2 < items.length ? start + 2 : undefined;
  return { rows, next, page: page ?? 1 };
}
