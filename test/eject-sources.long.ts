import { describe, expect, test } from 'vitest';
import { createSource } from '../lib/project/create-source.ts';
import { startSampleApi } from '../sample/api/start-sample-api.ts';
import { furtherSources } from './support/ejectable-sources.ts';
import { expectEjectable } from './support/expect-ejectable.ts';
import { expectTwins } from './support/expect-twins.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';

describe('a source sends the same requests and makes the same tables as a module', () => {
  test.each(furtherSources)('$title', async (source) => {
    await expectEjectable(source);
  });
});

describe('a template that needs no account is the same as a module', () => {
  test.each(['rest-sample', 'rest-empty'])('%s', async (template) => {
    await using shop = await startSampleApi();
    // In front of the sample API, which tells no headers.
    await using server = await startServer(async ({ method, url, headers, body }) => {
      const { host: _host, connection: _connection, 'content-length': _length, ...sent } = headers;
      const target = `${shop.url}${url.pathname}${url.search}`;
      const answer = await fetch(target, { method, headers: sent, ...(body === '' ? {} : { body }) });
      const text = (await answer.text()).replaceAll(shop.url, server.url);
      return { status: answer.status, body: text, headers: { 'content-type': answer.headers.get('content-type') ?? '' } };
    });
    await using project = await createTempProject({ sourcesYml: 'sources: []\n' });
    const values = template === 'rest-empty' ? { baseUrl: server.url, resource: 'users', path: '/users' } : {};
    createSource(project.root, { name: 'api', template, values });
    const { rows } = await expectTwins({
      server,
      sourcesYml: await project.read('.dango/sources.yml'),
      env: { SAMPLE_API_URL: server.url, MY_API_TOKEN: 'sample-token' },
      turnTo: (round) => {
        if (round === 2) shop.addOrders(3);
      },
    });
    expect(rows).toBeGreaterThan(0);
  });
});
