import { expect, test } from 'vitest';
import { startGithubIssuesServer } from './support/github-issues-server.ts';
import { expectDocuments } from './support/nesting-laws.ts';
import { pokeapiResources, startPokeapiServer } from './support/pokeapi-server.ts';
import { restSourcesYml } from './support/rest-sources-yml.ts';
import { syncHere } from './support/sync-here.ts';
import { createTempProject } from './support/temp-project.ts';

/** What is deeper than any document. */
const unlimited = 48;

test.each([0, 1, 2, undefined])('all of PokeAPI and GitHub’s issues with max_table_nesting %s', async (levels) => {
  const nesting = levels === undefined ? '' : `, max_table_nesting: ${levels}`;
  await using pokeapi = await startPokeapiServer();
  const names = pokeapiResources.map((name) => [name, name.replaceAll('-', '_')] as const);
  const lines = names.map(
    ([name, table]) => `        - { name: ${table}_list, endpoint: /${name}, params: { limit: 1000 }, selected: false }
        - { name: ${table}, endpoint: "{resources.${table}_list.url}", write_disposition: replace${nesting} }
`,
  );
  const all = await createTempProject({ sourcesYml: restSourcesYml('pokeapi', pokeapi.apiUrl, lines.join('')) });
  expect((await syncHere(all.root)).report.status).toBe('succeeded');
  const documents = Object.fromEntries(names.map(([name, table]) => [table, pokeapi.documents(name)]));
  expect(await expectDocuments(all.root, 'raw_pokeapi', documents, levels ?? unlimited)).toBeGreaterThan(1000);

  await using github = await startGithubIssuesServer();
  const issues = await createTempProject({
    sourcesYml: restSourcesYml(
      'github',
      github.url,
      `        - { name: issues, endpoint: "${github.issuesPath}"${nesting} }\n`,
    ),
  });
  expect((await syncHere(issues.root)).report.status).toBe('succeeded');
  const counted = await expectDocuments(issues.root, 'raw_github', { issues: github.issues }, levels ?? unlimited);
  expect(counted).toBeGreaterThan(100);
});
