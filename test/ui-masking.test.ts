import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { secretsIn } from './support/find-secrets.ts';
import { runCliHere } from './support/run-cli-here.ts';
import { startServer } from './support/start-server.ts';
import { createTempProject } from './support/temp-project.ts';
import { startTestUiServer } from './support/ui-server.ts';

const secrets = { PASSWORD: 'p+ss wörd/of&ada="1"', KEY: 'key-of-the-shop-42', SESSION: 'session-of-the-shop-99' };

test('no page and no answer of the UI holds a secret that an API repeats', async () => {
  await using server = await startServer((request) => {
    const { path, url, headers, body } = request;
    if (path === '/login') return { json: { token: secrets.SESSION, echo: body } };
    const echo = { url: url.href, headers, body, login: secrets.PASSWORD };
    if (path === '/refused') return { status: 400, json: { error: `no access for ${secrets.SESSION}`, ...echo } };
    return { json: { data: [{ id: 1 }, { id: 2 }], echo }, headers: { 'x-echo': encodeURIComponent(url.href) } };
  });
  const project = await createTempProject({
    sourcesYml: `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${server.url}
      auth: { type: login, url: /login, json: { password: "\${PASSWORD}" }, token_path: token }
      resources:
        - { name: items, endpoint: /items, params: { q: "\${KEY}" }, data_selector: data }
        - { name: refused, endpoint: /refused, params: { q: "\${KEY}" } }
`,
    secretsToml: `PASSWORD = ${JSON.stringify(secrets.PASSWORD)}\nKEY = "${secrets.KEY}"\n`,
  });
  expect(await runCliHere(project.root, ['sync'])).toMatchObject({ exitCode: 4 });
  const ui = await startTestUiServer(project.root);
  const [runId = ''] = readdirSync(project.path('.dango/runs'));
  const [loadId = ''] = readdirSync(project.path('.dango/loads'));
  const places = [
    '/sources',
    '/sources/shop',
    '/sources/file',
    '/runs',
    `/runs/${runId}`,
    '/data',
    '/secrets',
    '/api/sources',
    '/api/sources-file',
    '/api/sources/shop/data',
    '/api/secrets',
    '/api/runs',
    `/api/runs/${runId}`,
    `/api/runs/${runId}/events`,
    `/api/exchanges/${loadId}/1`,
    `/api/exchanges/${loadId}/2`,
    `/api/exchanges/${loadId}/3`,
    '/api/datasets',
  ];
  const headers = { cookie: ui.cookie };
  const answers = await Promise.all(places.map(async (place) => ({ place, ...(await ui.ask(place, { headers })) })));
  expect(answers.filter(({ status }) => status !== 200).map(({ place, status }) => `${place} ${status}`)).toEqual([]);
  const tried = await ui.ask('/api/preview', {
    method: 'POST',
    headers: { ...headers, origin: ui.url, 'content-type': 'application/json' },
    body: JSON.stringify({ source: 'shop' }),
  });
  const all = [...answers, { place: '/api/preview', ...tried }];
  expect(tried.text).toContain('preview-finished');
  const told = all.flatMap(({ place, text }) =>
    secretsIn(text, Object.values(secrets)).map((secret) => `${place}: ${secret}`),
  );
  expect(told).toEqual([]);
  // The masked words are there: the pages show what was said, not nothing.
  expect(all.find(({ place }) => place.endsWith('/2'))?.text).toContain('***');
});
