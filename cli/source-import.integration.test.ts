import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readWarehouse } from '../test/support/read-warehouse.ts';
import { runCli } from '../test/support/run-cli.ts';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { startServer } from '../test/support/start-server.ts';
import { createTempProject } from '../test/support/temp-project.ts';

const fixtures = join(import.meta.dirname, '../test/fixtures/openapi');

/** An API that wants its token, with a description of itself. */
async function startBlog() {
  const users = [1, 2, 3].map((id) => ({ id, name: `user ${id}` }));
  return await startServer(({ path, query, headers }) => {
    if (path === '/openapi.json') return { json: description };
    if (path === '/page') return { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>API</p>' };
    if (headers['authorization'] !== 'Bearer blog-secret-1') return { status: 401, json: { error: 'no' } };
    const page = Number(query['page'] ?? 1);
    if (path === '/v1/users') return { json: { data: users.slice((page - 1) * 2, page * 2), total_pages: 2 } };
    const [, user] = /^\/v1\/users\/(\d+)\/posts$/.exec(path) ?? [];
    return user === undefined ? { status: 404, json: {} } : { json: [{ slug: `${user}-a` }, { slug: `${user}-b` }] };
  });
}

const list = (schema: object) => ({ responses: { 200: { content: { 'application/json': { schema } } } } });
const description = {
  openapi: '3.0.3',
  info: { title: 'Blog' },
  servers: [{ url: '/v1' }],
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  security: [{ token: [] }],
  paths: {
    '/users': {
      get: {
        operationId: 'users',
        parameters: [
          { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } },
          { name: 'per_page', in: 'query', schema: { type: 'integer', maximum: 2 } },
        ],
        ...list({
          type: 'object',
          properties: {
            data: {
              type: 'array',
              items: { type: 'object', properties: { id: { type: 'integer' }, name: { type: 'string' } } },
            },
            total_pages: { type: 'integer' },
          },
        }),
      },
    },
    '/users/{user_id}/posts': {
      get: {
        operationId: 'posts',
        parameters: [{ name: 'user_id', in: 'path', required: true, schema: { type: 'integer' } }],
        ...list({ type: 'array', items: { type: 'object', properties: { slug: { type: 'string' } } } }),
      },
    },
    '/me': { get: { operationId: 'me', ...list({ type: 'object', properties: { id: { type: 'integer' } } }) } },
  },
};

describe('dango source import', () => {
  test('a command from a pipe becomes a source that syncs; its token is in secrets.toml only', async () => {
    await using api = await startBlog();
    const project = await createTempProject({ sourcesYml: '# mine\nsources: []\n' });
    const input = `curl '${api.url}/v1/users?page=1&per_page=2' -H 'Authorization: Bearer blog-secret-1'\n`;
    const { exitCode, stdout, stderr } = await runCliHere(project.root, ['source', 'import', '-', '--name', 'blog'], {
      input,
    });
    expect([exitCode, stdout, stderr]).toEqual([
      0,
      `blog is in .dango/sources.yml:3:5.
Moved to .dlt/secrets.toml [sources.blog]: BLOG_TOKEN.
Next:
  1. Try it out:    dango source test blog
  2. See its pages: dango source detect blog
  3. Load it:       dango sync blog
`,
      '',
    ]);
    const yaml = await project.read('.dango/sources.yml');
    expect(yaml).toContain('# mine\n');
    expect(yaml).toContain('token: "${BLOG_TOKEN}"');
    expect(yaml).not.toContain('blog-secret-1');
    expect(await project.read('.dlt/secrets.toml')).toBe('[sources.blog]\nBLOG_TOKEN = "blog-secret-1"\n');
    expect((await runCliHere(project.root, ['sync', 'blog'])).exitCode).toBe(0);
    expect(await readWarehouse(project.root, 'SELECT id, name FROM raw_blog.users ORDER BY id')).toEqual([
      { id: 1, name: 'user 1' },
      { id: 2, name: 'user 2' },
      { id: 3, name: 'user 3' },
    ]);
  });

  test('a description at an address is listed first; what is chosen comes with its parents, and syncs', async () => {
    await using api = await startBlog();
    const project = await createTempProject({ secretsToml: '[sources.blog]\nBLOG_TOKEN = "blog-secret-1"\n' });
    const listed = await runCliHere(project.root, ['source', 'import', `${api.url}/openapi.json`]);
    expect(listed.stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['Blog', `${api.url}/v1`, 'auth: bearer'],
      [''],
      ['operation', 'request', 'resource', 'kind', 'records', 'pages', 'key', 'cursor', 'needs'],
      ['users', 'GET /users', 'users', 'list', 'data', 'page_number', 'id (likely)'],
      ['posts', 'GET /users/{resources.users.id}/posts', 'posts', 'list', '$', 'users'],
      ['me', 'GET /me', 'me', 'document'],
      [''],
      [expect.stringMatching(/^3 requests read, 2 of them lists\. Take some with --operations A,B/)],
      [''],
    ]);
    const added = await runCliHere(project.root, [
      'source',
      'import',
      `${api.url}/openapi.json`,
      '--operations',
      'posts',
    ]);
    expect([added.exitCode, added.stderr]).toEqual([0, '']);
    expect((await runCliHere(project.root, ['sync', 'blog'])).exitCode).toBe(0);
    expect(await readWarehouse(project.root, 'SELECT count(*)::INT AS posts FROM raw_blog.posts')).toEqual([
      { posts: 6 },
    ]);
  });

  test('an address that answers with data becomes a source that reads it page by page', async () => {
    await using api = await startServer(({ path, query, headers }) => {
      if (path !== '/v2/things' || query['api_key'] !== 'data-secret-1') return { status: 401, json: {} };
      const offset = Number(query['offset'] ?? 0);
      const next = offset < 4 ? `http://${headers['host'] ?? ''}/v2/things?offset=${offset + 2}` : null;
      return { json: { next, results: [{ id: offset }, { id: offset + 1 }] } };
    });
    const project = await createTempProject({ sourcesYml: 'sources: []\n' });
    const words = ['source', 'import', `${api.url}/v2/things?api_key=data-secret-1`, '--name', 'shop'];
    const { exitCode, stdout, stderr } = await runCliHere(project.root, words);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Moved to .dlt/secrets.toml [sources.shop]: SHOP_API_KEY.');
    expect(api.requests).toHaveLength(1);
    const yaml = await project.read('.dango/sources.yml');
    expect(yaml).toContain('data_selector: results');
    expect(yaml).toContain('primary_key: id');
    expect(`${yaml}${stdout}`).not.toContain('data-secret-1');
    expect((await runCliHere(project.root, ['sync', 'shop'])).exitCode).toBe(0);
    expect(await readWarehouse(project.root, 'SELECT count(*)::INT AS things FROM raw_shop.things')).toEqual([
      { things: 6 },
    ]);
    const broken = await runCliHere(project.root, ['source', 'import', `${api.url}/v2/others`]);
    expect([broken.exitCode, broken.stderr]).toEqual([1, expect.stringContaining('401') as string]);
  });

  test('--dry-run and --json change nothing and show no credential', async () => {
    const project = await createTempProject({ sourcesYml: 'sources: []\n' });
    const input = "curl https://api.x.test/items -H 'X-Api-Key: dry-secret-1'";
    const dry = await runCliHere(project.root, ['source', 'import', '-', '--dry-run'], { input });
    expect(dry.stdout).toContain('api_key: "${X_API_KEY}"');
    expect(dry.stderr).toBe('Would be moved to .dlt/secrets.toml: X_API_KEY.\n');
    const json = await runCliHere(project.root, ['source', 'import', '-', '--dry-run', '--json'], { input });
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'curl',
      status: 'planned',
      sources: [{ source: 'x', secrets: ['X_API_KEY'], missing: [] }],
    });
    const listed = await runCliHere(project.root, ['source', 'import', join(fixtures, 'shop.yaml'), '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      kind: 'openapi',
      status: 'listed',
      sources: [],
      proposal: { name: { value: 'corner_shop' }, secrets: [], resources: { length: 6 } },
    });
    expect(`${dry.stdout}${dry.stderr}${json.stdout}`).not.toContain('dry-secret-1');
    expect(await project.read('.dango/sources.yml')).toBe('sources: []\n');
    await expect(project.read('.dlt/secrets.toml')).rejects.toThrow('ENOENT');
  });

  test('a secret of that name that is there already keeps its value', async () => {
    const project = await createTempProject({ secretsToml: '[sources.x]\nX_TOKEN = "older-secret"\n' });
    const input = 'curl https://api.x.test/items --oauth2-bearer newer-secret';
    await runCliHere(project.root, ['source', 'import', '-'], { input });
    expect(await project.read('.dlt/secrets.toml')).toBe(
      '[sources.x]\nX_TOKEN = "older-secret"\nX_TOKEN_2 = "newer-secret"\n',
    );
    expect(await project.read('.dango/sources.yml')).toContain('token: "${X_TOKEN_2}"');
  });

  test('values that a person must give are named as the next step', async () => {
    const project = await createTempProject();
    const words = ['source', 'import', join(fixtures, 'shop.yaml'), '--operations', 'listOffers', '--name', 'offers'];
    const { stdout } = await runCliHere(project.root, words);
    expect(stdout).toContain('Next:\n  1. Store a value: dango secrets set REGION\n  2. Try it out:');
    // Nothing that was chosen needs credentials.
    expect(await project.read('.dango/sources.yml')).not.toContain('auth');
  });

  test('files that a document names are read below its folder only', async () => {
    const project = await createTempProject();
    await project.write('outside.yaml', 'type: array\nitems: { type: object }\n');
    const document = (ref: string) =>
      JSON.stringify({
        openapi: '3.0.0',
        servers: [{ url: 'https://x.test' }],
        paths: { '/a': { get: list({ $ref: ref }) } },
      });
    await project.write('api/inner.json', document('../outside.yaml'));
    await project.write('api/list.yaml', 'type: array\nitems: { type: object }\n');
    await project.write('api/near.json', document('list.yaml'));
    const kinds = await Promise.all(
      ['inner', 'near'].map(async (name) => {
        const { stdout } = await runCliHere(project.root, [
          'source',
          'import',
          `api/${name}.json`,
          '--dry-run',
          '--json',
          '--name',
          name,
        ]);
        return (JSON.parse(stdout) as { status: string; sources: { yaml: string }[] }).status;
      }),
    );
    expect(kinds).toEqual(['planned', 'planned']);
    const listed = await runCliHere(project.root, ['source', 'import', 'api/inner.json', '--all-lists']);
    expect([listed.exitCode, listed.stderr]).toEqual([
      2,
      expect.stringContaining('No list can be read without a value'),
    ]);
    expect((await runCliHere(project.root, ['source', 'import', 'api/near.json', '--all-lists'])).exitCode).toBe(0);
  });

  test.each([
    [['missing.json'], 2, 'missing.json cannot be read'],
    [['-', '--operations', ','], 2, '--operations names none.'],
    [['-', '--name', 'taken'], 2, 'There is already a source called "taken"'],
    [['-', '--name', 'Not A Name'], 3, 'makes no source'],
  ])('%j', async (words, exitCode, message) => {
    const project = await createTempProject({
      sourcesYml:
        'sources:\n  - { name: taken, type: rest_api, rest_api: { base_url: "https://x.test", resources: [{ name: a }] } }\n',
    });
    const input = 'curl https://api.x.test/items --oauth2-bearer unsaved-secret';
    const result = await runCliHere(project.root, ['source', 'import', ...words], { input });
    expect([result.exitCode, result.stderr]).toEqual([exitCode, expect.stringContaining(message)]);
    await expect(project.read('.dlt/secrets.toml')).rejects.toThrow('ENOENT');
  });

  test('a page in place of a description says where to look', async () => {
    await using api = await startBlog();
    const project = await createTempProject();
    const { exitCode, stderr } = await runCli(project.root, ['source', 'import', `${api.url}/page`]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Look there for a link to the document itself')]);
  });
});
