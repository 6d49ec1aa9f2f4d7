import { describe, expect, test } from 'vitest';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { createTempProject } from '../test/support/temp-project.ts';

const sourcesYml = `# Our sources
sources:
  - name: blog # of the team
    type: rest_api
    description: Our blog
    tags: [team]
    rest_api:
      # a comment that goes with the block
      base_url: https://api.example.com
      auth: { type: bearer, token: "\${BLOG_TOKEN}" }
      resources:
        - name: posts
          primary_key: id
  # another one
  - name: other
    type: dlt_native
    dlt_native: { source_module: custom_sources.other }
`;

const moduleText = `import { bearer, resource, RestClient, secret, source } from 'dango';

/** Our blog */
export const blogSource = source({
  name: 'blog',
  params: { baseUrl: 'https://api.example.com', blogToken: secret() },

  resources({ baseUrl, blogToken }) {
    const client = new RestClient({ baseUrl, auth: bearer(blogToken), readAhead: true });

    return resource('posts', { writeDisposition: 'merge', primaryKey: 'id' }, () => client.paginate('posts'));
  },
});
`;

const replacedYml = `# Our sources
sources:
  - name: blog # of the team
    type: dlt_native
    description: Our blog
    tags: [team]
    dlt_native:
      source_module: custom_sources.blog
      source_name: blog
      function_kwargs:
        blog_token: "\${BLOG_TOKEN}"
  # another one
  - name: other
    type: dlt_native
    dlt_native: { source_module: custom_sources.other }
`;

describe('dango source eject', () => {
  test('a dry run shows the module and the change, and writes nothing', async () => {
    await using project = await createTempProject({ sourcesYml });
    const { exitCode, stdout } = await runCliHere(project.root, ['source', 'eject', 'blog', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(moduleText);
    expect(stdout).toContain('+     type: dlt_native');
    expect(stdout).toContain('Nothing was written. The module would be custom_sources/blog.ts.');
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
    await expect(project.read('custom_sources/blog.ts')).rejects.toThrow('ENOENT');
  });

  test('writes the module, and with --replace the custom source in the place of the REST source', async () => {
    await using project = await createTempProject({ sourcesYml });
    const written = await runCliHere(project.root, ['source', 'eject', 'blog']);
    expect(written.stdout).toContain('custom_sources/blog.ts is written. blog still runs from sources.yml');
    expect(await project.read('custom_sources/blog.ts')).toBe(moduleText);
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
    const replaced = await runCliHere(project.root, ['source', 'eject', 'blog', '--replace', '--json']);
    expect(JSON.parse(replaced.stdout)).toEqual({
      source: 'blog',
      status: 'replaced',
      file: 'custom_sources/blog.ts',
      module: moduleText,
      before: sourcesYml,
      after: replacedYml,
      warnings: [],
    });
    expect(await project.read('.dango/sources.yml')).toBe(replacedYml);
    const again = await runCliHere(project.root, ['source', 'eject', 'blog']);
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is a custom source already') });
  });

  test('a file that says something else stays; --to names another one', async () => {
    await using project = await createTempProject({ sourcesYml, customSources: { blog: 'export const x = 1;\n' } });
    const refused = await runCliHere(project.root, ['source', 'eject', 'blog', '--replace']);
    expect(refused.stderr).toContain('There is already a file custom_sources/blog.ts.');
    expect(await project.read('custom_sources/blog.ts')).toBe('export const x = 1;\n');
    expect(await project.read('.dango/sources.yml')).toBe(sourcesYml);
    await runCliHere(project.root, ['source', 'eject', 'blog', '--to', 'team/blog_api', '--replace']);
    expect(await project.read('custom_sources/team/blog_api.ts')).toBe(moduleText);
    expect(await project.read('.dango/sources.yml')).toContain('source_module: custom_sources.team.blog_api\n');
  });

  test('a secret that only REST sources find is told', async () => {
    await using project = await createTempProject({
      sourcesYml,
      secretsToml: '[sources.rest_api]\nBLOG_TOKEN = "blog-token-1"\n',
    });
    const { stderr, stdout } = await runCliHere(project.root, ['source', 'eject', 'blog', '--dry-run']);
    expect(stderr).toContain(
      'BLOG_TOKEN is in .dlt/secrets.toml [sources.rest_api] BLOG_TOKEN, where only REST sources',
    );
    expect(stdout + stderr).not.toContain('blog-token-1');
  });

  test.each([
    [
      'rate_limit: { requests: 5, per: second, shared: true }',
      '.dango/sources.yml:6:55',
      'shares its limit with other sources, which a module cannot',
    ],
    [
      'auth: { type: oauth2_authorization_code, access_token_url: https://a.example/t, authorization_url: https://a.example/a, client_id: me }',
      '.dango/sources.yml:6:21',
      'is oauth2_authorization_code, whose tokens are kept for sources of type rest_api only',
    ],
    [
      'resource_defaults: { endpoint: "${OTHER}/items", auth: { type: bearer, token: "${TOKEN}" } }',
      '.dango/sources.yml:8:11',
      'has credentials of its own, and a host that is not known before its values are filled in',
    ],
  ])('what a module cannot say is refused with its place: %s', async (line, place, problem) => {
    await using project = await createTempProject({
      sourcesYml: `sources:
  - name: blog
    type: rest_api
    rest_api:
      base_url: https://api.example.com
      ${line}
      resources:
        - name: posts
`,
    });
    const { exitCode, stderr } = await runCliHere(project.root, ['source', 'eject', 'blog']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(place);
  });

  test.each([
    [
      'an entry in brackets',
      'sources:\n  - { name: blog, type: rest_api, rest_api: { base_url: https://api.example.com, resources: [{ name: posts }] }, tags: [a] } # end\n',
      'sources:\n  - { name: blog, type: dlt_native, tags: [a], dlt_native: {source_module: custom_sources.blog, source_name: blog} } # end\n',
    ],
    [
      'JSON that was pasted',
      `sources:
  - name: blog
    type: rest_api
    # from the old project
    rest_api: {
      "client": { "base_url": "https://api.example.com" },
      "resources": ["posts"]
    }
    enabled: false
`,
      `sources:
  - name: blog
    type: dlt_native
    # from the old project
    enabled: false
    dlt_native:
      source_module: custom_sources.blog
      source_name: blog
`,
    ],
  ])('%s', async (_, before, after) => {
    await using project = await createTempProject({ sourcesYml: before });
    const { exitCode, stderr } = await runCliHere(project.root, ['source', 'eject', 'blog', '--replace']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(await project.read('.dango/sources.yml')).toBe(after);
    expect((await runCliHere(project.root, ['validate'])).exitCode).toBe(0);
  });

  test('a source with faults is told as such', async () => {
    await using project = await createTempProject({ sourcesYml: 'sources:\n  - { name: blog, type: rest_api }\n' });
    expect((await runCliHere(project.root, ['source', 'eject', 'blog'])).exitCode).toBe(3);
    expect((await runCliHere(project.root, ['source', 'eject', 'blogs'])).stderr).toContain('Did you mean "blog"?');
  });
});
