import { expect } from 'vitest';
import { startServer, type ServerAnswer, type TestServer } from '../support/start-server.ts';
import { mockPosts } from './mock-api.ts';
import { clientOf, faultsOf, runDltConfig } from './run-dlt-config.ts';

export interface Paged {
  /** The query of each request, as it was sent. */
  readonly queries: readonly string[];
  readonly bodies: readonly unknown[];
  readonly ids: readonly unknown[];
  readonly error: string | undefined;
}

/** Reads `items` page by page from a server that gives these bodies one after the other. */
export async function readPages(
  paginator: unknown,
  answers: readonly unknown[],
  endpoint: object = {},
): Promise<Paged> {
  let next = 0;
  await using server = await startServer((): ServerAnswer => {
    const json = answers[next];
    next += 1;
    return json === undefined ? { status: 500 } : { json };
  });
  const { records, errors, requests } = await runDltConfig(server, {
    client: clientOf(server),
    resources: [{ name: 'items', endpoint: { path: 'items', paginator, ...endpoint } }],
  });
  return {
    queries: requests.map(({ url }) => decodeURIComponent(url.search)),
    bodies: requests.map(({ body }) => (body === '' ? undefined : (JSON.parse(body) as unknown))),
    ids: (records['items'] ?? []).map((record) => (record as { readonly id: unknown }).id),
    error: errors['items']?.message,
  };
}

/** Records that differ from those of any other page. */
export function rows(count: number, first: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ id: first + index }));
}

/** What a paginator of a configuration is refused with. */
export function refusal(paginator: unknown): string {
  return faultsOf({ client: { base_url: 'http://a.b', paginator }, resources: ['items'] }).join(' ');
}

/** Reads posts from the mock API; all of them, in their order, must come. */
export async function expectAllPosts(api: TestServer, endpoint: object): Promise<number> {
  const { records, errors, requests } = await runDltConfig(api, {
    client: clientOf(api),
    resources: [{ name: 'items', endpoint }],
  });
  expect(errors).toEqual({});
  expect(records['items']).toEqual(mockPosts());
  return requests.length;
}
