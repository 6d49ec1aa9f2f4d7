import { expect, test } from 'vitest';
import { expectPreviewPrefix } from './support/expect-preview-prefix.ts';
import { startGithubIssuesServer } from './support/github-issues-server.ts';
import { pokeapiResources, startPokeapiServer } from './support/pokeapi-server.ts';
import { pokeapiSourcesYml } from './support/pokeapi-sources-yml.ts';
import { createTempProject } from './support/temp-project.ts';

test('a preview of all of PokeAPI sends the first requests of its sync, and shows the same rows', async () => {
  await using server = await startPokeapiServer();
  const project = await createTempProject({ sourcesYml: pokeapiSourcesYml(server.apiUrl, pokeapiResources) });
  const compared = await expectPreviewPrefix(project, server, 'pokeapi');
  expect(compared).toEqual({ previewed: 63, synced: 4321, rows: 2271 });
});

test('a preview of recorded issues of GitHub sends the first requests of its sync, and shows the same rows', async () => {
  await using server = await startGithubIssuesServer();
  const project = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: github
    type: rest_api
    rest_api:
      base_url: ${server.url}
      resources: [{ name: issues, endpoint: "${server.issuesPath}" }]
`,
  });
  expect(await expectPreviewPrefix(project, server, 'github')).toEqual({ previewed: 2, synced: 5, rows: 6 });
});
