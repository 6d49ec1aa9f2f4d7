import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startSampleApi, type SampleApi } from '../sample/api/start-sample-api.ts';
import { countDocuments } from './support/count-documents.ts';
import { findBrokenRows, readDataset } from './support/dataset-content.ts';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { runCli, type CliOptions, type CliResult } from './support/run-cli.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

/** As the tutorial prints it. */
const optionOne = `# .dango/sources.yml
sources:
  - name: my_api
    type: rest_api
    enabled: true
    rest_api:
      base_url: "https://api.example.com"
      headers:
        Authorization: "Bearer \${MY_API_TOKEN}"
      resources:
        - name: users
          endpoint: /users
          method: GET
        - name: orders
          endpoint: /orders
          method: GET
          params:
            status: completed
`;

const optionOneSecrets = `# .dlt/secrets.toml
[sources.rest_api]
MY_API_TOKEN = "your-api-token-here"
`;

const paginationSnippet = `          endpoint: /users
          pagination:
            type: page_number  # or: offset, cursor
            param: page
            start: 1
`;

const optionTwo = `  - name: my_custom_api
    type: dlt_native
    enabled: true
    dlt_native:
      source_module: "custom_sources.my_api"
      source_name: "my_api_source"
`;

const optionTwoSecrets = `
# .dlt/secrets.toml
[sources.my_api_source]
api_key = "your-api-key-here"
`;

const hubspot = `  - name: hubspot
    type: dlt_native
    enabled: true
    dlt_native:
      source_module: "custom_sources.hubspot_contacts"
      source_name: "hubspot_contacts_source"
`;

const hubspotSecrets = `# .dlt/secrets.toml
[sources.hubspot_contacts_source]
api_key = "pat-xxx"
`;

const secrets = ['your-api-token-here', 'your-api-key-here', 'pat-xxx', 'your-test-key'];

describe('the tutorial, step by step in one project', () => {
  let api: SampleApi;
  let project: TempProject;
  let outputs = '';
  beforeAll(async () => {
    api = await startSampleApi({ tokens: secrets });
    project = await createTempProject();
    // The folder is a project only after dango init.
    await project.remove();
    await project.write('README.md', 'An empty folder with a file of somebody.');
  });
  afterAll(() => api.close());
  afterEach(() => {
    expect(secretsIn(outputs, secrets)).toEqual([]);
    // Rows are never masked, nor are those that a load took away and keeps for an undo.
    const found = findSecrets(project.path('.dango'), secrets).filter((line) => !line.includes('/before/'));
    expect(found).toEqual([]);
    outputs = '';
    api.clearRequests();
  });

  function note(result: CliResult): CliResult {
    outputs += result.stdout + result.stderr;
    return result;
  }

  async function dango(argv: readonly string[], options?: CliOptions): Promise<CliResult> {
    return note(await runCli(project.root, argv, options));
  }

  /** For a step that asks what a command does, after one that proved it as a process. */
  async function dangoHere(argv: readonly string[]): Promise<CliResult> {
    return note(await runCliHere(project.root, argv));
  }

  /** The sample API is what the tutorial calls the API. */
  function withApi(text: string): string {
    return text.replaceAll(/https:\/\/api\.(example|hubapi)\.com/g, api.url);
  }

  async function copy(file: string, to = file): Promise<void> {
    const text = await readFile(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8');
    await project.write(to, withApi(text));
  }

  async function add(file: string, text: string): Promise<void> {
    await project.write(file, (await project.read(file)) + withApi(text));
  }

  const completedOrders = () => api.shop.orders.filter(({ status }) => status === 'completed');
  /** The module starts here, at its initial value. */
  const ordersSince2024 = () => api.shop.orders.filter((order) => order.updated_at >= '2024-01-01T00:00:00Z');
  const myApiTables = () => ({
    ...countDocuments('users', api.shop.users),
    ...countDocuments('orders', completedOrders()),
  });
  const moduleTables = () => ({
    ...countDocuments('users', api.shop.users),
    ...countDocuments('orders', ordersSince2024()),
  });

  test('prerequisite: dango init makes a project that keeps its secrets out of git', async () => {
    expect(await dango(['init'])).toMatchObject({ exitCode: 0, stderr: '' });
    const ignored = (await project.read('.gitignore')).split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.dlt/secrets.toml', 'data/', '.dango/loads/']));
    expect(await dangoHere(['validate'])).toMatchObject({ exitCode: 0 });
  });

  test('option 1: without the credentials the sync says where it looked, and asks the API nothing', async () => {
    await project.write('.dango/sources.yml', withApi(optionOne));
    const { exitCode, stderr } = await dangoHere(['sync', '--source', 'my_api']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('MY_API_TOKEN');
    expect(stderr).toContain('[sources.rest_api]');
    expect(api.requests).toEqual([]);
  });

  test('option 1: the REST source loads users and completed orders', async () => {
    await project.write('.dlt/secrets.toml', optionOneSecrets);
    const { exitCode, stdout } = await dango(['sync', '--source', 'my_api']);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(/^my_api: 4 tables, 1,581 rows/),
    });
    expect(await countRows(project.root, 'raw_my_api')).toEqual(myApiTables());
    const statuses = await readWarehouse(project.root, 'SELECT DISTINCT status FROM raw_my_api.orders');
    expect(statuses).toEqual([{ status: 'completed' }]);
    expect(new Set(api.requests.map(({ headers }) => headers['authorization']))).toEqual(
      new Set(['Bearer your-api-token-here']),
    );
  });

  test('option 1: syncing twice leaves equal tables', async () => {
    const before = await readDataset(project.root, 'raw_my_api');
    expect(await dangoHere(['sync', '--source', 'my_api'])).toMatchObject({ exitCode: 0 });
    expect(await readDataset(project.root, 'raw_my_api')).toEqual(before);
    expect(await findBrokenRows(project.root, 'raw_my_api')).toEqual([]);
  });

  test('pagination support: users come page by page, and the tables are the same', async () => {
    const before = await readDataset(project.root, 'raw_my_api');
    const yml = await project.read('.dango/sources.yml');
    await project.write('.dango/sources.yml', yml.replace('          endpoint: /users\n', paginationSnippet));
    api.clearRequests();
    expect(await dangoHere(['sync', '--source', 'my_api'])).toMatchObject({ exitCode: 0 });
    const pages = api.requests.filter(({ path }) => path === '/users').map(({ query }) => query['page']);
    expect(pages).toEqual(['1', '2', '3', '4']);
    expect(await readDataset(project.root, 'raw_my_api')).toEqual(before);
  });

  test('option 2: the module loads users and the orders since its start date', async () => {
    await copy('custom_sources/my_api.ts');
    await add('.dango/sources.yml', optionTwo);
    await add('.dlt/secrets.toml', optionTwoSecrets);
    expect(await dangoHere(['validate'])).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await dango(['sync', '--source', 'my_custom_api']);
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('(raw_my_custom_api)') });
    expect(await countRows(project.root, 'raw_my_custom_api')).toEqual(moduleTables());
    expect(await countRows(project.root, 'raw_my_api')).toEqual(myApiTables());
    const bounds = await readWarehouse(
      project.root,
      "SELECT min(updated_at) >= TIMESTAMPTZ '2024-01-01 00:00:00Z' AS isInside FROM raw_my_custom_api.orders",
    );
    expect(bounds).toEqual([{ isInside: true }]);
  });

  test('option 2: a second sync asks only for what is new and leaves equal tables', async () => {
    const before = await readDataset(project.root, 'raw_my_custom_api');
    expect(await dangoHere(['sync', '--source', 'my_custom_api'])).toMatchObject({ exitCode: 0 });
    expect(await readDataset(project.root, 'raw_my_custom_api')).toEqual(before);
    const orders = api.requests.filter(({ path }) => path === '/orders');
    expect(orders.map(({ query }) => query['updated_after'])).toEqual(['2025-06-01T12:00:00Z']);
  });

  test('option 2: a changed order replaces its row, a new one is added', async () => {
    api.updateOrder(1500, { status: 'cancelled', items: [], updated_at: '2025-06-02T08:00:00Z' });
    const [added] = api.addOrders([{ updated_at: '2025-06-02T09:00:00Z' }]);
    expect(await dangoHere(['sync', '--source', 'my_custom_api'])).toMatchObject({ exitCode: 0 });
    expect(await countRows(project.root, 'raw_my_custom_api')).toEqual(moduleTables());
    const rows = await readWarehouse(
      project.root,
      `SELECT id, status FROM raw_my_custom_api.orders WHERE id IN (1500, ${added?.id}) ORDER BY id`,
    );
    expect(rows).toEqual([
      { id: 1500, status: 'cancelled' },
      { id: added?.id, status: added?.status },
    ]);
    expect(await findBrokenRows(project.root, 'raw_my_custom_api')).toEqual([]);
  });

  test('real-world example: HubSpot’s contacts, all of them and then only the newest', async () => {
    await copy('custom_sources/hubspot_contacts.ts');
    await add('.dango/sources.yml', hubspot);
    await add('.dlt/secrets.toml', hubspotSecrets);
    expect(await dango(['sync', '--source', 'hubspot'])).toMatchObject({ exitCode: 0 });
    expect(await countRows(project.root, 'raw_hubspot')).toEqual({ contacts: 250 });
    const contacts = await readWarehouse(
      project.root,
      'SELECT id, email, first_name, last_name, company, phone FROM raw_hubspot.contacts ORDER BY id',
    );
    expect(contacts).toEqual(
      api.shop.contacts.map(({ id, properties }) => ({
        id,
        email: properties['email'],
        first_name: properties['firstname'],
        last_name: properties['lastname'],
        company: properties['company'],
        phone: properties['phone'],
      })),
    );
    expect(api.requests.map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 200',
      'POST 200',
      'POST 200',
    ]);

    const before = await readDataset(project.root, 'raw_hubspot');
    api.clearRequests();
    expect(await dangoHere(['sync', '--source', 'hubspot'])).toMatchObject({ exitCode: 0 });
    expect(api.requests).toHaveLength(1);
    expect(await readDataset(project.root, 'raw_hubspot')).toEqual(before);
  });

  test('testing your source: dango run test_source.ts writes the schema test_data', async () => {
    await copy('sample/project/test_source.ts', 'test_source.ts');
    const { exitCode, stdout } = await dango(['run', 'test_source.ts']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('test_my_api');
    expect(stdout).toContain('test_data');
    expect(await countRows(project.root, 'test_data')).toEqual(moduleTables());
    expect(api.requests[0]?.headers['authorization']).toBe('Bearer your-test-key');
    // The source's own tables and cursor are not touched.
    expect(await countRows(project.root, 'raw_my_custom_api')).toEqual(moduleTables());
    const { stdout: shown } = await dangoHere(['show', 'my_custom_api', '--json']);
    expect(JSON.parse(shown)).toMatchObject({ dataset: 'raw_my_custom_api' });
  });

  test('verify data: dango query shows rows of the warehouse', async () => {
    const { exitCode, stdout } = await dangoHere(['query', 'SELECT * FROM test_data.users LIMIT 5']);
    expect(exitCode).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^id +name +email /);
    expect(lines.at(-1)).toBe('5 rows');
    expect(lines).toHaveLength(7);
    expect(stdout).toContain(api.shop.users[0]?.email);
  });

  test('verbose logging: each request with its status and the beginning of the response, secrets masked', async () => {
    // An API that repeats what it was sent.
    const echo = JSON.stringify({ data: [{ id: 1, name: 'Bearer your-api-key-here', note: 'x'.repeat(600) }] });
    api.fail(({ path }) => path === '/users', {
      status: 200,
      body: echo,
      headers: { 'content-type': 'application/json' },
    });
    // One user in the place of three hundred would wait for a decision.
    const { exitCode, stderr } = await dango(['sync', '--source', 'my_custom_api', '--allow-empty-replace'], {
      env: { RUNTIME__LOG_LEVEL: 'DEBUG' },
    });
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`my_custom_api.users  GET ${api.url}/users → 200`);
    expect(stderr).toMatch(/my_custom_api\.orders {2}GET http:\S+\/orders\?updated_after=\S+ → 200 \(/);
    const excerpt = stderr.split('\n').find((line) => line.includes('"name":"Bearer ***"')) ?? '';
    expect(excerpt.trim().length).toBeGreaterThan(400);
    expect(excerpt.trim().length).toBeLessThanOrEqual(500);
    // Loaded rows are never masked.
    const rows = await readWarehouse(project.root, 'SELECT id, name FROM raw_my_custom_api.users');
    expect(rows).toEqual([{ id: 1, name: 'Bearer your-api-key-here' }]);
    expect(await dangoHere(['sync', '--source', 'my_custom_api'])).toMatchObject({ exitCode: 0 });
    expect(await countRows(project.root, 'raw_my_custom_api')).toEqual(moduleTables());
  });

  test('check the state: dango show tells cursor, loads and tables', async () => {
    const { exitCode, stdout } = await dangoHere(['show', 'my_custom_api']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^my_custom_api {2}raw_my_custom_api in data\/warehouse\.duckdb$/m);
    expect(stdout).toMatch(/^orders +updated_at +2024-01-01T00:00:00Z +2025-06-02T09:00:00Z$/m);
    expect(stdout).toMatch(/^Loads/m);
    for (const [table, rows] of Object.entries(moduleTables())) {
      expect(stdout).toMatch(new RegExp(`^${table} +${rows.toLocaleString('en-US')}$`, 'm'));
    }
    const { stdout: json } = await dangoHere(['show', 'my_custom_api', '--json']);
    const overview = JSON.parse(json) as {
      loads: readonly object[];
      tables: readonly { name: string; rows: number }[];
    };
    expect(overview).toMatchObject({
      source: 'my_custom_api',
      dataset: 'raw_my_custom_api',
      cursors: [
        {
          resource: 'orders',
          cursor_path: 'updated_at',
          initial_value: '2024-01-01T00:00:00Z',
          last_value: '2025-06-02T09:00:00Z',
        },
      ],
      pending: [],
    });
    const recorded = await readWarehouse(project.root, 'SELECT load_id FROM raw_my_custom_api._dlt_loads');
    expect(overview.loads).toHaveLength(recorded.length);
    expect(Object.fromEntries(overview.tables.map(({ name, rows }) => [name, rows]))).toEqual(moduleTables());
    // A pipeline that a script ran can be looked at too.
    const script = await dangoHere(['show', 'test_my_api', '--json']);
    expect(script).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(script.stdout)).toMatchObject({ dataset: 'test_data', cursors: [{ resource: 'orders' }] });
  });

  test('in the end a sync of everything loads all three sources', async () => {
    const { exitCode, stdout } = await dango(['sync']);
    expect(exitCode).toBe(0);
    expect(stdout.match(/^\w+: /gm)).toEqual(['my_api: ', 'my_custom_api: ', 'hubspot: ']);
    expect(await dangoHere(['validate'])).toMatchObject({ exitCode: 0 });
  });
});
