import { describe, expect, test } from 'vitest';
import { createSource } from '../lib/project/create-source.ts';
import type { TemplateValues } from '../lib/project/templates/source-templates.ts';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { furtherSources } from './support/ejectable-sources.ts';
import { startEveryStyleApi } from './support/every-style-api.ts';
import { expectEjectable } from './support/expect-ejectable.ts';
import { expectFormatted } from './support/expect-formatted.ts';
import { expectTwins } from './support/expect-twins.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';

const modules: string[] = [];

describe('a source sends the same requests and makes the same tables as a module', () => {
  test.each(furtherSources)('$title', async (source) => {
    modules.push(await expectEjectable(source));
  });

  test('modules are laid out as the formatter lays them out', async () => {
    expect(modules.length).toBe(furtherSources.length);
    await expectFormatted(modules);
  });
});

describe('a template that needs no account is the same as a module', () => {
  test('rest-sample', async () => {
    await using shop = await startSampleApi();
    // In front of the sample API, which tells no headers.
    await using server = await startServer(async ({ method, url, headers }) => {
      const { authorization = '', accept = '' } = headers;
      const answer = await fetch(`${shop.url}${url.pathname}${url.search}`, {
        method,
        headers: { authorization, accept },
      });
      const body = (await answer.text()).replaceAll(shop.url, server.url);
      return { status: answer.status, body, headers: { 'content-type': 'application/json' } };
    });
    const { rows } = await expectTwins({
      server,
      sourcesYml: await templateYml('rest-sample', {}),
      env: { SAMPLE_API_URL: server.url, MY_API_TOKEN: 'sample-token' },
      turnTo: (round) => {
        if (round === 2) shop.addOrders([{}, {}, {}]);
      },
    });
    expect(rows).toBeGreaterThan(100);
  });

  test('rest-empty', async () => {
    await using api = await startEveryStyleApi();
    const { rows } = await expectTwins({
      server: api,
      sourcesYml: await templateYml('rest-empty', { baseUrl: api.url }),
      turnTo: (round) => (api.round = round),
    });
    expect(rows).toBeGreaterThan(0);
  });
});

async function templateYml(template: string, values: TemplateValues): Promise<string> {
  await using project = await createTempProject({ sourcesYml: 'sources: []\n' });
  createSource(project.root, { name: 'api', template, values });
  return await project.read('.dango/sources.yml');
}
