import { startServer, type ReceivedRequest, type ServerAnswer, type TestServer } from '../start-server.ts';

export interface HubspotObject {
  readonly id: string;
  /** An instant in UTC with milliseconds. */
  updatedAt: string;
  readonly properties: Record<string, string>;
}

export interface FakeHubspot extends TestServer {
  readonly objects: Readonly<Record<'contacts' | 'companies' | 'deals', HubspotObject[]>>;
}

export interface HubspotOptions {
  /** Records of one search beyond which it refuses to go on. HubSpot's is 10,000. */
  readonly mostFound: number;
}

interface SearchBody {
  readonly limit?: number;
  readonly after?: string | number;
  readonly properties?: readonly string[];
  readonly sorts?: readonly { readonly propertyName: string; readonly direction: string }[];
  readonly filterGroups?: readonly {
    readonly filters: readonly { readonly propertyName: string; readonly operator: string; readonly value: unknown }[];
  }[];
}

const changeProperty = {
  contacts: 'lastmodifieddate',
  companies: 'hs_lastmodifieddate',
  deals: 'hs_lastmodifieddate',
} as const;

/**
 * The searches, owners and pipelines of HubSpot. Refuses what HubSpot refuses: another token than `pat-token` (401), a
 * search by GET (405) or without a JSON body (415), and with 400 a limit beyond 200 (100 in a list), more than one sort, a
 * value that is no instant in milliseconds, and going on behind the most records that a search gives.
 */
export async function startFakeHubspot(
  objects: FakeHubspot['objects'],
  { mostFound }: HubspotOptions,
): Promise<FakeHubspot> {
  const server = await startServer((request) => {
    if (request.headers['authorization'] !== 'Bearer pat-token') {
      return {
        status: 401,
        json: { status: 'error', message: 'Authentication credentials not found.', category: 'INVALID_AUTHENTICATION' },
      };
    }
    if (request.path === '/crm/v3/owners') return listOwners(request);
    if (request.path === '/crm/v3/pipelines/deals')
      return { json: { results: [{ id: 'default', label: 'Sales', stages: [{ id: 's1' }] }] } };
    const name = /^\/crm\/v3\/objects\/(contacts|companies|deals)\/search$/.exec(request.path)?.[1];
    if (name === undefined) return { status: 404, json: { status: 'error', message: 'not found' } };
    return search(objects, name as keyof FakeHubspot['objects'], request, mostFound);
  });
  return { ...server, objects };
}

function listOwners({ query }: ReceivedRequest): ServerAnswer {
  const limit = Number(query['limit'] ?? 100);
  if (limit > 100) return invalid('limit must be at most 100');
  const owners = ['1', '2', '3'].map((id) => ({ id, email: `owner${id}@example.com`, archived: false }));
  const start = Number(query['after'] ?? 0);
  // Owners come two at a time here, as if the limit were reached.
  const results = owners.slice(start, start + Math.min(limit, 2));
  const next = start + results.length;
  return { json: { results, ...(next < owners.length ? { paging: { next: { after: String(next) } } } : {}) } };
}

function search(
  objects: FakeHubspot['objects'],
  name: keyof FakeHubspot['objects'],
  { method, headers, body }: ReceivedRequest,
  mostFound: number,
): ServerAnswer {
  if (method !== 'POST') return { status: 405, json: { status: 'error', message: 'HTTP 405 Method Not Allowed' } };
  if (headers['content-type']?.startsWith('application/json') !== true)
    return { status: 415, json: { status: 'error' } };
  const { limit = 10, after = 0, properties = [], sorts = [], filterGroups = [] } = JSON.parse(body) as SearchBody;
  if (limit > 200) return invalid('limit must be at most 200');
  if (sorts.length > 1) return invalid('Only one sort is allowed');
  if (!/^\d+$/.test(String(after))) return invalid('after is no cursor of this search');
  if (Number(after) + limit > mostFound) return invalid('The search can only paginate through the first 10000 results');
  const changed = changeProperty[name];
  const filters = filterGroups.flatMap((group) => group.filters);
  const broken = filters.find(
    ({ propertyName, operator, value }) =>
      propertyName !== changed || operator !== 'GTE' || !/^\d{13}$/.test(String(value)),
  );
  if (broken !== undefined) return invalid(`There was a problem with the filter on ${broken.propertyName}`);
  const from = Math.max(0, ...filters.map(({ value }) => Number(value)));
  const found = objects[name].filter(({ updatedAt }) => Date.parse(updatedAt) >= from);
  const isSorted = sorts[0]?.propertyName === changed && sorts[0].direction === 'ASCENDING';
  const ordered = isSorted
    ? found.toSorted((one, other) => Date.parse(one.updatedAt) - Date.parse(other.updatedAt))
    : found;
  const results = ordered.slice(Number(after), Number(after) + limit);
  const next = Number(after) + results.length;
  return {
    json: {
      total: found.length,
      results: results.map((one) => ({
        id: one.id,
        properties: { hs_object_id: one.id, ...pick({ ...one.properties, [changed]: one.updatedAt }, properties) },
        createdAt: '2020-01-01T00:00:00.000Z',
        updatedAt: one.updatedAt,
        archived: false,
      })),
      ...(next < found.length ? { paging: { next: { after: String(next) } } } : {}),
    },
  };
}

function pick(properties: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
}

function invalid(message: string): ServerAnswer {
  return { status: 400, json: { status: 'error', message, category: 'VALIDATION_ERROR' } };
}
