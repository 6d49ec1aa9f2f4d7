import { expect, test } from 'vitest';
import { countRows } from '../test/support/read-warehouse.ts';
import { restSourcesYml } from '../test/support/rest-sources-yml.ts';
import { runCliHere } from '../test/support/run-cli-here.ts';
import { startServer } from '../test/support/start-server.ts';
import { createTempProject } from '../test/support/temp-project.ts';

test('a disabled source runs where it is named, and is told', async () => {
  await using server = await startServer(() => ({ json: [{ id: 1 }] }));
  const news = restSourcesYml('news', server.url, '        - { name: items }\n');
  const { root } = await createTempProject({
    sourcesYml: news.replace('name: news', 'name: news\n    enabled: false'),
  });
  expect(await runCliHere(root, ['sync'])).toMatchObject({ exitCode: 0 });
  expect(server.requests).toHaveLength(0);
  const named = await runCliHere(root, ['sync', 'news']);
  expect(named).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('Source news is disabled and is synced'),
  });
  expect(await countRows(root, 'raw_news')).toEqual({ items: 1 });
});

test.each([
  ['runs', 'foo', 'There are list, show, logs, undo.', 'See what they do with: dango runs --help'],
  ['loads', 'acept', 'There are list, show, accept, discard, prune.', 'Did you mean "dango loads accept"?'],
])('%s %s: says which commands there are', async (group, word, message, hint) => {
  const { root } = await createTempProject();
  const { exitCode, stdout } = await runCliHere(root, [group, word, '--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'failed',
    error: { code: 'usage-invalid', message: expect.stringContaining(message), hint },
  });
  expect((await runCliHere(root, [group])).exitCode).toBe(0);
});

test('an error names the source that it is about', async () => {
  const sourcesYml = restSourcesYml('shop', 'http://127.0.0.1:9', '        - { name: a, max_replace_loss: 150 }\n');
  const { root } = await createTempProject({ sourcesYml });
  const { exitCode, stderr } = await runCliHere(root, ['validate']);
  expect(exitCode).toBe(3);
  expect(stderr).toContain(
    'sources[shop].rest_api.resources[0].max_replace_loss: Expected a share, got the number 150',
  );
  expect(stderr).toContain('Write a share, at most 100%: 20%.');
});
