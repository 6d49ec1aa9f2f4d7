import { describe, expect, test } from 'vitest';
import { runPreviewHere } from '../../test/support/run-preview.ts';
import { startServer, type TestServer } from '../../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../../test/support/temp-project.ts';
import type { Fault } from '../spec/fault.ts';

/** Three pages of two items, and a document of each. Tokens are `t1`, `t2` …, each good until the next one is given. */
async function startShop(): Promise<TestServer> {
  let tokens = 0;
  return await startServer(({ path, query, headers }) => {
    if (path === '/token') return { json: { access_token: `t${++tokens}`, token_type: 'Bearer', expires_in: 3600 } };
    if (headers['authorization'] !== `Bearer t${tokens}`) return { status: 401, json: {} };
    if (path !== '/items') return { json: { of: path.slice(1) } };
    const page = Number(query['page'] ?? 1);
    return {
      json: {
        items: [{ id: page * 2 - 1 }, { id: page * 2 }],
        next: page < 3 ? `/items?page=${page + 1}` : null,
      },
    };
  });
}

const sourcesYml = (url: string, keys = ''): string => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      auth:
        type: oauth2_client_credentials
        access_token_url: ${url}/token
        client_id: me
        client_secret: hush
${keys}      resources:
        - name: items
          endpoint: /items
          data_selector: items
          pagination: { type: json_link, next_url_path: next }
        - name: docs
          endpoint: "/{resources.items.id}"
`;

async function shop(keys?: string): Promise<{ server: TestServer; project: TempProject }> {
  const server = await startShop();
  return { server, project: await createTempProject({ sourcesYml: sourcesYml(server.url, keys) }) };
}

/** Addresses as they arrived, without host. */
const asked = ({ requests }: TestServer): readonly string[] =>
  requests.map(({ url }) => `${url.pathname}${url.search}`);

const limits = { pages: 5, records: 100, parents: 2 };
const items = ['items'];

async function pretend(
  pretend: readonly Fault[],
  { keys, resources = items }: { keys?: string; resources?: string[] } = {},
) {
  const { server, project } = await shop(keys);
  const run = await runPreviewHere(project, { source: 'shop', limits, resources, pretend });
  return { server, run, outcomes: run.finished.pretended ?? [] };
}

describe('what is pretended of a request', () => {
  test('a pretended 429 is not sent, waited for as its Retry-After says, and every row comes', async () => {
    const startedAt = performance.now();
    const { server, run, outcomes } = await pretend([{ kind: '429', at: 2, seconds: 1 }]);
    expect(performance.now() - startedAt).toBeGreaterThan(1000);
    expect(run.finished.status).toBe('succeeded');
    expect(run.rowsOf('items').map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(asked(server).toSorted()).toEqual(['/items', '/items?page=2', '/items?page=3', '/token']);
    const met = run.exchanges.find(({ url }) => url.endsWith('page=2'));
    expect(met).toMatchObject({
      status: 200,
      attempts: 2,
      retries: [{ cause: 'status 429', waitMs: 1000 }],
      pretended: [{ fault: 0, attempt: 1, cause: '429 with Retry-After: 1' }],
    });
    expect(run.exchanges.filter(({ pretended }) => pretended !== undefined)).toHaveLength(1);
    expect(run.events.filter(({ type }) => type === 'fault-pretended')).toMatchObject([
      { cause: '429 with Retry-After: 1', attempt: 1, resource: 'items' },
    ]);
    expect(outcomes).toMatchObject([
      { standing: 'survived', exchange: met?.number, words: 'answered at attempt 2, after 1 s of waiting' },
    ]);
  });

  test('a pretended 401 renews the token once, and the request is sent with the new one', async () => {
    const { server, run, outcomes } = await pretend([{ kind: '401', at: 2 }]);
    expect(run.rowsOf('items')).toHaveLength(6);
    expect(asked(server).filter((path) => path === '/token')).toHaveLength(2);
    const second = server.requests.filter(({ query }) => query['page'] === '2');
    expect(second.map(({ headers }) => headers['authorization'])).toEqual(['Bearer t2']);
    expect(outcomes).toMatchObject([{ standing: 'survived', words: 'answered after the credentials were renewed' }]);
  });

  test('a pretended 500 and a cut connection are tried again, one sending each', async () => {
    const { server, run, outcomes } = await pretend([
      { kind: '500', at: 1 },
      { kind: 'cut', at: 1 },
    ]);
    expect(run.rowsOf('items')).toHaveLength(6);
    expect(asked(server).filter((path) => path === '/items')).toHaveLength(1);
    const first = run.exchanges.find(({ url }) => url.endsWith('/items'));
    expect(first?.retries?.map(({ cause }) => cause)).toEqual(['status 500', 'the response broke off']);
    expect(first?.pretended?.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(outcomes.map(({ standing }) => standing)).toEqual(['survived', 'survived']);
  });

  test('a slow answer is waited for and sent once', async () => {
    const startedAt = performance.now();
    const { server, run, outcomes } = await pretend([{ kind: 'slow', at: 1, seconds: 1 }]);
    expect(performance.now() - startedAt).toBeGreaterThan(1000);
    expect(asked(server).filter((path) => path === '/items')).toHaveLength(1);
    expect(run.rowsOf('items')).toHaveLength(6);
    expect(outcomes).toMatchObject([
      { standing: 'survived', words: expect.stringMatching(/^answered after \d+(\.\d)? s$/) },
    ]);
  });

  test('what the rules of the source do not get over fails as it would in a sync, and says so', async () => {
    const { server, run, outcomes } = await pretend([{ kind: '500', at: 2, times: 2 }], {
      keys: '      retry: { attempts: 2 }\n',
    });
    expect(run.finished.status).toBe('failed');
    expect(asked(server)).toEqual(['/token', '/items']);
    expect(outcomes).toMatchObject([{ standing: 'failed', words: 'gave up after 2 attempts: status 500' }]);
  });

  test('requests are counted for each resource, and what no request comes to is told', async () => {
    const { server, run, outcomes } = await pretend(
      [
        { kind: '429', resource: 'docs', at: 2, seconds: 1 },
        { kind: '500', resource: 'docs', at: 9 },
      ],
      { resources: ['items', 'docs'] },
    );
    expect(run.rowsOf('docs').map(({ of }) => of)).toEqual(['1', '2']);
    expect(
      run.exchanges.filter(({ pretended }) => pretended !== undefined).map(({ url }) => new URL(url).pathname),
    ).toEqual(['/2']);
    expect(asked(server).filter((path) => path === '/2')).toHaveLength(1);
    expect(outcomes).toMatchObject([{ standing: 'survived' }, { standing: 'unmet', words: 'docs sent no request 9' }]);
  });

  test('a module meets it in its own process', async () => {
    const server = await startShop();
    const project = await createTempProject({
      sourcesYml:
        'version: 1\nsources:\n  - name: mine\n    type: dlt_native\n    dlt_native: { source_module: mine }\n',
      customSources: {
        mine: `import { resource, source } from 'dango';
export const mine = source({
  params: {},
  resources: () =>
    resource('things', {}, async function* () {
      const token = (await (await fetch('${server.url}/token')).json()) as { access_token: string };
      const headers = { authorization: 'Bearer ' + token.access_token };
      const answer = (await (await fetch('${server.url}/items', { headers })).json()) as { items: { id: number }[] };
      yield answer.items;
    }),
});
`,
      },
    });
    const run = await runPreviewHere(project, {
      source: 'mine',
      limits,
      pretend: [{ kind: '429', at: 2, seconds: 1 }],
    });
    expect(run.finished).toMatchObject({ status: 'succeeded', pretended: [{ standing: 'survived' }] });
    expect(run.rowsOf('things')).toHaveLength(2);
    expect(asked(server)).toEqual(['/token', '/items']);
  });

  test('nothing is pretended where a recording answers, and no number is out of bounds', async () => {
    const { project } = await shop();
    const refused = await runPreviewHere(project, { source: 'shop', replayOf: '1.1', pretend: [{ kind: 'cut' }] });
    expect(refused.finished.error).toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining('a recording answers'),
    });
    const wrong = await runPreviewHere(project, { source: 'shop', pretend: [{ kind: '429', seconds: 301 }] });
    expect(wrong.finished.error).toMatchObject({
      code: 'usage-invalid',
      message: expect.stringContaining('"seconds"'),
    });
  });
});
