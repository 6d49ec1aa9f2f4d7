import { expect, test } from 'vitest';
import { detectSource } from '../lib/index.ts';
import type { DetectedResource } from '../lib/index.ts';
import { startGithubIssuesServer } from './support/github-issues-server.ts';
import { startPokeapiServer } from './support/pokeapi-server.ts';
import { countRows } from './support/read-warehouse.ts';
import { startServer, type ReceivedRequest, type ServerAnswer } from './support/start-server.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const total = 230;
const all = Array.from({ length: total }, (_, index) => ({ id: index + 1, name: `item ${index + 1}` }));
const slice = (start: number, size: number) => all.slice(Math.max(0, start), Math.max(0, start) + size);
const number = ({ query }: ReceivedRequest, name: string, fallback: number) => Number(query[name] ?? fallback);
const after = (request: ReceivedRequest, name: string) => all.filter(({ id }) => id > number(request, name, 0));

interface Shape {
  readonly title: string;
  readonly answer: (request: ReceivedRequest) => ServerAnswer;
  /** What is found: a type that is right, or that nothing is sure. */
  readonly found: string;
  /** The server gives no more than this, whatever it is asked; default: all of it can be had. */
  readonly reachable?: number;
}

/** Shapes of real APIs, the usual ones and those in which a reader goes wrong. */
const shapes: readonly Shape[] = [
  {
    title: 'pages from 0 on, without a word about it',
    answer: (request) => ({ json: slice(number(request, 'page', 0) * 50, 50) }),
    found: 'page_number',
  },
  {
    title: 'every parameter is ignored: nobody can know whether 100 records are all',
    answer: () => ({ json: { data: slice(0, 100) } }),
    found: 'not sure',
    reachable: 100,
  },
  {
    title: 'the last page again behind the end',
    answer: (request) => ({ json: { items: slice((Math.min(5, number(request, 'page', 1)) - 1) * 50, 50) } }),
    found: 'page_number',
  },
  {
    title: 'a limit that the server caps',
    answer: (request) => ({ json: slice(number(request, 'offset', 0), Math.min(40, number(request, 'limit', 20))) }),
    found: 'offset',
  },
  {
    title: 'has_more beside pages',
    answer: (request) => {
      const page = number(request, 'page', 1);
      return { json: { results: slice((page - 1) * 60, 60), has_more: page * 60 < total } };
    },
    found: 'page_number',
  },
  {
    title: 'has_more, and the last record is the cursor',
    answer: (request) => {
      const rest = after(request, 'starting_after');
      return { json: { object: 'list', data: rest.slice(0, 50), has_more: rest.length > 50 } };
    },
    found: 'cursor',
  },
  {
    title: 'a token of the next page',
    answer: (request) => {
      const start = number(request, 'pageToken', 0);
      const next = start + 70 < total ? { nextPageToken: String(start + 70) } : {};
      return { json: { files: slice(start, 70), kind: 'list', ...next } };
    },
    found: 'cursor',
  },
  {
    title: '@odata.nextLink',
    answer: (request) => {
      const start = number(request, '$skip', 0);
      const next = start + 80 < total ? { '@odata.nextLink': `${request.url.origin}/items?$skip=${start + 80}` } : {};
      return { json: { value: slice(start, 80), ...next } };
    },
    found: 'json_link',
  },
  {
    title: 'links.next of JSON:API, page[number] in it',
    answer: (request) => {
      const page = number(request, 'page[number]', 1);
      const next = page * 90 < total ? `/items?page%5Bnumber%5D=${page + 1}` : null;
      return { json: { data: slice((page - 1) * 90, 90), links: { self: '/items', next } } };
    },
    found: 'json_link',
  },
  {
    title: 'total_pages, and nothing else',
    answer: (request) => {
      const data = slice((number(request, 'page', 1) - 1) * 50, 50);
      return { json: { data, meta: { total_pages: 5, per_page: 50 } } };
    },
    found: 'page_number',
  },
  {
    title: 'skip',
    answer: (request) => ({ json: { data: slice(number(request, 'skip', 0), 50), total } }),
    found: 'offset',
  },
  {
    title: 'a Link header',
    answer: (request) => {
      const page = number(request, 'page', 1);
      const link = `<${request.url.origin}/items?page=${page + 1}>; rel="next"`;
      return { json: slice((page - 1) * 50, 50), headers: page * 50 < total ? { link } : {} };
    },
    found: 'header_link',
  },
  {
    title: 'paging.next.after',
    answer: (request) => {
      const start = number(request, 'after', 0);
      const paging = start + 100 < total ? { paging: { next: { after: String(start + 100) } } } : {};
      return { json: { results: slice(start, 100), ...paging } };
    },
    found: 'cursor',
  },
  {
    title: 'a page behind the last one is refused',
    answer: (request) => {
      const data = slice((number(request, 'page', 1) - 1) * 50, 50);
      return data.length === 0 ? { status: 404, json: { error: 'no such page' } } : { json: data };
    },
    found: 'page_number',
  },
];

function projectOf(url: string, path: string, lines: readonly string[] = []): Promise<TempProject> {
  return createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - name: items
          endpoint: ${JSON.stringify(path)}
${lines.map((line) => `          ${line}\n`).join('')}`,
  });
}

async function detect(url: string, path: string): Promise<DetectedResource> {
  const { root } = await projectOf(url, path);
  const { signal } = new AbortController();
  const { resources } = await detectSource({ projectRoot: root, source: 'shop' }, signal);
  const [found] = resources;
  if (found === undefined) throw new Error('Nothing was detected.');
  return found;
}

/** What was found out, written where it says, loads every record once. */
async function loadWith(url: string, path: string, { yaml }: DetectedResource): Promise<number | undefined> {
  const { root } = await projectOf(url, path, yaml);
  expect((await syncHere(root)).report).toMatchObject({ status: 'succeeded' });
  return (await countRows(root, 'raw_shop'))['items'];
}

test.for(shapes)('$title', async ({ answer, found, reachable = total }) => {
  await using server = await startServer(answer);
  const detected = await detect(server.url, '/items');
  const { confidence, spec, evidence = [], tried } = detected.pagination ?? {};
  const type = typeof spec === 'string' ? spec : spec?.type;
  expect(evidence.length + (tried?.length ?? 0)).toBeGreaterThan(0);
  expect(confidence === 'unsure' ? 'not sure' : type).toBe(found);
  expect(await loadWith(server.url, '/items', detected)).toBe(reachable);
});

test('the public API of pokemon', async () => {
  await using server = await startPokeapiServer({ resources: ['berry'] });
  const detected = await detect(server.apiUrl, '/berry');
  expect(detected).toMatchObject({ records: { selector: 'results' }, pagination: { confidence: 'sure' } });
  expect(detected.yaml).toEqual(['data_selector: results', 'pagination: {type: json_link, next_url_path: next}']);
  expect(await loadWith(server.apiUrl, '/berry', detected)).toBe(68);
});

test('what api.github.com answered', async () => {
  await using server = await startGithubIssuesServer();
  const detected = await detect(server.url, server.issuesPath);
  expect(detected).toMatchObject({
    records: { selector: '$' },
    pagination: { confidence: 'sure', spec: 'header_link' },
  });
  expect(await loadWith(server.url, server.issuesPath, detected)).toBe(server.issues.length);
});
