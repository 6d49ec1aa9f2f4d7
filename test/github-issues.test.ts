import { expect, test } from 'vitest';
import { countDocuments } from './support/count-documents.ts';
import { readDataset } from './support/dataset-content.ts';
import { startGithubIssuesServer, type GithubIssuesServer } from './support/github-issues-server.ts';
import { countRows, readWarehouse } from './support/read-warehouse.ts';
import { syncJson } from './support/sync-json.ts';
import { createTempProject } from './support/temp-project.ts';

function createProject({ url, issuesPath }: GithubIssuesServer, pagination: string) {
  return createTempProject({
    sourcesYml: `version: 1
sources:
  - name: github
    type: rest_api
    rest_api:
      base_url: ${url}
      resources:
        - name: issues
          endpoint: "${issuesPath}"
${pagination}`,
  });
}

test.each([
  ['header_link', '          pagination: { type: header_link }\n'],
  ['auto, by default', ''],
])('GitHub’s recorded issues load through the Link header: %s', async (_, pagination) => {
  await using server = await startGithubIssuesServer();
  const { root } = await createProject(server, pagination);
  const result = await syncJson(root);
  expect(result).toMatchObject({ exitCode: 0, document: { status: 'succeeded' } });
  expect(result.resource('issues')).toMatchObject({ requests: 5, pages: 5, rows_extracted: 13, rows_loaded: 13 });
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/repos/octokit-fixture-org/paginate-issues/issues',
    ...Array.from({ length: 4 }, () => '/repositories/1000/issues'),
  ]);

  // An empty list makes no table, so the recorded issues have none but their own.
  const expected = countDocuments('issues', server.issues);
  expect(expected).toEqual({ issues: 13 });
  expect(await countRows(root, 'raw_github')).toEqual(expected);

  const issues = server.issues as readonly { number: number; title: string; user: { login: string } }[];
  const rows = await readWarehouse(root, 'SELECT number, title, user__login FROM raw_github.issues ORDER BY number');
  expect(rows).toEqual(
    issues
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, title, user }) => ({ number, title, user__login: user.login })),
  );

  const before = await readDataset(root, 'raw_github');
  expect(await syncJson(root)).toMatchObject({ exitCode: 0 });
  expect(await readDataset(root, 'raw_github')).toEqual(before);
});
