import { expect, test } from 'vitest';
import { readWarehouse } from './support/read-warehouse.ts';
import { startServer } from './support/start-server.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

test('links and addresses that an API gives are followed to another server without a secret', async () => {
  await using stranger = await startServer(({ path }) => ({
    json: path === '/more' ? { data: [{ id: 2 }] } : { id: 9 },
  }));
  await using api = await startServer(({ path }) => ({
    json:
      path === '/posts'
        ? { data: [{ id: 1, url: `${stranger.url}/post` }], next: `${stranger.url}/more?page=2` }
        : { id: 9 },
  }));
  await using project = await createTempProject({
    sourcesYml: `
sources:
  - name: blog
    type: rest_api
    rest_api:
      base_url: ${api.url}
      headers: { X-Team: "\${TEAM_KEY}" }
      auth: { type: api_key, name: key, api_key: "\${API_KEY}", location: query }
      resource_defaults:
        headers: { Authorization: "Bearer \${OWN_TOKEN}", X-Hidden: "\${OWN_TOKEN}", X-Plain: "yes" }
      resources:
        - name: posts
          params: { own: "\${OWN_TOKEN}" }
          pagination: { type: json_link, next_url_path: next }
        - name: documents
          endpoint: "{resources.posts.url}"
          params: { own: "\${OWN_TOKEN}", plain: 1 }
`,
    secretsToml: '[sources.rest_api]\nTEAM_KEY = "team-key-1"\nAPI_KEY = "api-key-1"\nOWN_TOKEN = "own-token-1"\n',
  });
  const result = await syncJson(project.root);
  expect(result.resource('posts')).toMatchObject({ status: 'succeeded', rows_loaded: 2 });
  expect(api.requests[0]?.headers).toMatchObject({ authorization: 'Bearer own-token-1', 'x-team': 'team-key-1' });
  expect(stranger.requests.map(({ url }) => url.pathname + url.search).toSorted()).toEqual([
    '/more?page=2',
    '/post?plain=1',
  ]);
  for (const { url, headers } of stranger.requests) {
    expect(headers['x-plain']).toBe('yes');
    expect(`${url.href} ${JSON.stringify(headers)}`).not.toMatch(/(?:team|api)-key-1|own-token-1/);
  }
  expect(await readWarehouse(project.root, 'select id from raw_blog.posts order by 1')).toEqual([{ id: 1 }, { id: 2 }]);
});
