import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { startServer, type TestServer } from '../test/support/start-server.ts';
import { createTempProject, type TempProject } from '../test/support/temp-project.ts';

const token = 'token-of-the-shop';

/** Three pages of two items, whose notes repeat the token. */
async function startShop(): Promise<TestServer> {
  return await startServer(({ query, headers }) => {
    if (headers['authorization'] !== `Bearer ${token}`) return { status: 401, json: {} };
    const page = Number(query['page'] ?? 1);
    const data = [page * 2 - 1, page * 2].map((id) => ({
      id,
      price: `${id}.5`,
      email: `user${id}@example.com`,
      note: `<b>${headers['authorization'] ?? ''}</b>`,
    }));
    return {
      headers: { 'set-cookie': 'session=abc123' },
      json: { data, next: page < 3 ? `/items?page=${page + 1}` : null },
    };
  });
}

async function projectOf(server: TestServer): Promise<TempProject> {
  return await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      auth: { type: bearer, token: "\${TOKEN}" }
      resources:
        - name: items
          endpoint: /items
          data_selector: data
          pagination: { type: json_link, next_url_path: next }
`,
    secretsToml: `TOKEN = "${token}"\n`,
  });
}

const testShop = ['source', 'test', 'shop'];

test('a test says what came, why the pages end, and what is worth a look', async () => {
  await using server = await startShop();
  const { root } = await projectOf(server);
  const { exitCode, stdout } = await runCliHere(root, [...testShop, '--rows']);
  expect(stdout.split('\n')).toEqual([
    'items  4 rows; the limit of pages was reached, though the API has a next page',
    'info     items has no primary key, though id is there and different in each of the 4 rows shown.',
    '  → rest_api.resources[0].primary_key: "id"',
    'info     items.price is text, but all 4 values shown are numbers.',
    '  → rest_api.resources[0].steps: [{"map":{"price":"number"}}]',
    'info     items.email may hold e-mail addresses: 4 of 4 values shown.',
    '  → If the warehouse does not need it, a step takes it away: remove: <field>.',
    '2 requests. No rows were written.',
    '',
  ]);
  expect(exitCode).toBe(0);
  expect(server.requests).toHaveLength(2);
  const json = await runCliHere(root, [...testShop, '--pages', '5', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    source: 'shop',
    status: 'succeeded',
    exchanges: 3,
    resources: [{ name: 'items', rows_loaded: 6, ended: 'next is empty in the response' }],
    tables: { items: { rows: 6, columns: { id: 'BIGINT', price: 'VARCHAR' } } },
    findings: [{ kind: 'key-possible' }, { kind: 'text-holds-numbers' }, { kind: 'personal-data' }],
    written: [],
  });
});

describe('a cassette', () => {
  test('is recorded without secrets, replayed without the API, and compared with what is expected', async () => {
    const server = await startShop();
    const project = await projectOf(server);
    const record = [...testShop, '--pages', '3', '--record', 'shop.jsonl', '--write-expect', 'shop.expected.json'];
    const recorded = await runCliHere(project.root, record);
    expect(recorded.exitCode).toBe(0);
    expect(recorded.stdout).toContain('Written: shop.jsonl\nWritten: shop.expected.json\n3 requests.');
    expect(readdirSync(project.path('.dango/cache/previews'))).toEqual([]);
    const cassette = readFileSync(project.path('shop.jsonl'), 'utf8');
    expect(cassette).not.toContain(token);
    expect(cassette).not.toContain('abc123');
    const [header, ...lines] = cassette
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(header).toMatchObject({
      dango_cassette: 1,
      source: 'shop',
      limits: { pages: 3, records: 100, parents: 3 },
      recorded_at: expect.any(String) as string,
    });
    expect(lines.map(({ number, status, reason }) => [number, status, reason])).toEqual([
      [1, 200, 'first page'],
      [2, 200, 'next in the previous response'],
      [3, 200, 'next in the previous response'],
    ]);
    await server.close();
    // Replayed by who has no secret.
    await project.write('.dlt/secrets.toml', '');
    const replay = [...testShop, '--replay', 'shop.jsonl', '--expect', 'shop.expected.json'];
    const { exitCode, stdout } = await runCliHere(project.root, replay);
    expect(stdout).toContain('items  6 rows; next is empty in the response\n');
    expect(stdout).toContain('hidden in the recording: data[*].note (6 values)\nAll is as expected.\n');
    expect(stdout).toContain('3 recorded answers, no request was sent.');
    expect(exitCode).toBe(0);

    // What it makes of the records has changed.
    const yml = await project.read('.dango/sources.yml');
    await project.write('.dango/sources.yml', `${yml}          steps: [{ map: { price: number } }]\n`);
    const changed = await runCliHere(project.root, [...replay, '--json']);
    expect(changed.exitCode).toBe(1);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      status: 'succeeded',
      differences: ['items.price was expected as VARCHAR and is DOUBLE.'],
    });

    // A request that it does not have is named.
    await project.write(
      '.dango/sources.yml',
      yml.replace('endpoint: /items', 'endpoint: /items\n          params: { sort: id }'),
    );
    const other = await runCliHere(project.root, replay);
    expect(other.exitCode).toBe(1);
    expect(other.stdout).toContain(`The recording has no request GET ${server.url}/items?sort=id, or not so often.`);
    expect(other.stdout).toContain('differs  Table items was expected and did not come.');
  });

  test.each([
    ['absent.jsonl', undefined, 'absent.jsonl does not exist'],
    ['other.jsonl', '{"a":1}\n', 'other.jsonl:1 cannot be replayed: it does not begin with'],
    ['newer.jsonl', '{"dango_cassette":2}\n', 'newer.jsonl:1 cannot be replayed: its format 2 is newer than 1'],
    ['bare.jsonl', '{"dango_cassette":1,"source":"shop"}\n', 'source, resources, limits or start_state'],
    [
      'broken.jsonl',
      '{"dango_cassette":1,"source":"shop","limits":{"pages":1,"records":1,"parents":1}}\n{"number":1}\n',
      'broken.jsonl:2 cannot be replayed: it is no exchange',
    ],
  ])('that cannot be read is named: %s', async (file, content, message) => {
    await using server = await startShop();
    const project = await projectOf(server);
    if (content !== undefined) writeFileSync(project.path(file), content);
    const { exitCode, stderr } = await runCliHere(project.root, [...testShop, '--replay', file]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
    expect(server.requests).toEqual([]);
  });
});

test('a cassette needs no secret, wherever it stood in a request', async () => {
  const values = { org: 'organisation-one', key: 'key-of-the-shop', secret: 'secret-of-the-shop' };
  const server = await startServer(({ path, query, headers, body }) => {
    const isKnown =
      path === `/orgs/${values.org}/items` &&
      query['api_key'] === values.key &&
      headers['x-secret'] === values.secret &&
      body === JSON.stringify({ auth: values.secret, page: 1 });
    return isKnown ? { json: { data: [{ id: 1, org: values.org }] } } : { status: 403, json: { path, query, body } };
  });
  const project = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      auth: { type: api_key, location: query, name: api_key, api_key: "\${KEY}" }
      headers: { X-Secret: "\${SECRET}" }
      resources:
        - name: items
          endpoint: "/orgs/\${ORG}/items"
          method: POST
          json: { auth: "\${SECRET}", page: 1 }
          pagination: single_page
`,
    secretsToml: `ORG = "${values.org}"\nKEY = "${values.key}"\nSECRET = "${values.secret}"\n`,
  });
  const recorded = await runCliHere(project.root, [
    ...testShop,
    '--record',
    'shop.jsonl',
    '--write-expect',
    'shop.json',
  ]);
  expect(recorded.stdout).toContain('items  1 row;');
  const cassette = await project.read('shop.jsonl');
  for (const value of Object.values(values)) expect(cassette).not.toContain(value);
  await server.close();
  await project.write('.dlt/secrets.toml', '');
  const replayed = await runCliHere(project.root, [...testShop, '--replay', 'shop.jsonl', '--expect', 'shop.json']);
  expect(replayed.stdout).toContain('All is as expected.');
  expect(replayed.exitCode).toBe(0);
  // Without a recording they are missing, all of them.
  const asked = await runCliHere(project.root, [...testShop, '--rows']);
  expect(asked.exitCode).toBe(1);
  expect(['ORG', 'KEY', 'SECRET'].filter((name) => !asked.stdout.includes(name))).toEqual([]);
});

test('a report tells what happened, without secrets and values', async () => {
  await using server = await startShop();
  const project = await projectOf(server);
  const { exitCode } = await runCliHere(project.root, [...testShop, '--report', 'shop.md']);
  expect(exitCode).toBe(0);
  const report = await project.read('shop.md');
  expect(report).not.toContain(token);
  expect(report).not.toContain('@example.com');
  expect(report).not.toContain('<b>');
  expect(report).toContain('# Test of shop: succeeded\n');
  expect(report).toContain(
    '| items | succeeded | 4 | 2 | the limit of pages was reached, though the API has a next page |',
  );
  expect(report).toContain(`### 2. \`GET ${server.url}/items?page=2\`

- resource: items
- why: next in the previous response
- answer: 200, `);
  expect(report).toContain('- then: 2 records; reads on: next\n');
  expect(report).toContain(
    '- response: { data: [2 × { id: number, price: text, email: text, note: text }], next: text }\n',
  );
  expect(report).toContain('### items: 4 rows\n\n| column | type |\n| --- | --- |\n');
  expect(report).toMatch(/\| 1 \| 1\.5 \| \(hidden\) \| &#60;b&#62;Bearer \*\*\*&#60;\/b&#62; \|/);
});

test('options need one source', async () => {
  await using server = await startShop();
  const { root } = await projectOf(server);
  const { exitCode, stderr } = await runCliHere(root, ['source', 'test', '--write-expect', 'x.json']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('--write-expect needs exactly one source.');
});
