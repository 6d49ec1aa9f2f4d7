import { expect, test } from 'vitest';
import { findSecrets, secretsIn } from './support/find-secrets.ts';
import { readWarehouse } from './support/read-warehouse.ts';
import { runCliHere } from './support/run-cli-here.ts';
import type { CliResult } from './support/run-cli.ts';
import { startServer, type ServerAnswer, type ServerHandler } from './support/start-server.ts';
import { createTempProject, type TempProject } from './support/temp-project.ts';

const secret = 'top-secret/value+1';

/** An API that repeats the key it was sent wherever an error message could quote it from. */
const repeatKey: ServerHandler = ({ path, query, url }) => {
  const key = query['api_key'] ?? '';
  const next = `${url.origin}/next-url?api_key=${encodeURIComponent(key)}&page=2`;
  const answers: Readonly<Record<string, ServerAnswer>> = {
    '/next-url': { json: { data: [{ id: query['page'] ?? 1 }], next } },
    '/cursor': { json: { data: [{ id: query['cursor'] ?? 1 }], next_cursor: key } },
    '/page': { headers: { 'content-type': 'text/html' }, body: `<html>Hello ${key}` },
    '/fields': { json: [{ id: 1, [key]: key }] },
    '/values': { json: [{ id: key }] },
    '/status': { status: 400, body: `Unknown key ${key}` },
  };
  return answers[path] ?? { status: 404, body: key };
};

const restSource = (url: string) => `version: 1
sources:
  - name: shop
    type: rest_api
    rest_api:
      base_url: ${url}
      auth: { type: api_key, name: api_key, location: query, api_key: "\${KEY}" }
      resources:
        - { name: next_url, endpoint: /next-url, pagination: { type: json_link, next_url_path: next } }
        - { name: cursor, endpoint: /cursor, pagination: { type: cursor, cursor_path: next_cursor } }
        - { name: page, endpoint: /page }
        - { name: selector, endpoint: /fields, data_selector: items }
        - { name: cursor_field, endpoint: /fields, incremental: { cursor_path: updated_at } }
        - { name: cursor_type, endpoint: /values, incremental: { cursor_path: id, initial_value: 5 } }
        - { name: parents, endpoint: /values }
        - { name: child, endpoint: "/x/{resources.parents.absent}" }
        - { name: status, endpoint: /status }
`;

const moduleSource = `version: 1
sources:
  - name: talking
    type: dlt_native
    dlt_native: { source_module: custom_sources.talking }
  - name: refusing
    type: dlt_native
    dlt_native: { source_module: custom_sources.refusing }
`;

const talkingModule = `
import { resource, secret, source } from 'dango';

export const talking = source({
  params: { apiKey: secret() },
  resources({ apiKey }) {
    console.log('key', apiKey);
    process.stderr.write('in two ' + apiKey.slice(0, 5));
    process.stderr.write(apiKey.slice(5) + '\\n');
    return ['told', 'thrown'].map((name) =>
      resource(name, { writeDisposition: 'replace' }, async function* ({ warn }) {
        console.log({ authorization: 'Bearer ' + apiKey }, Buffer.from('user:' + apiKey).toString('base64'));
        warn('Careful with ' + apiKey, 'Change ' + apiKey);
        yield { id: 1, key: apiKey };
        if (name === 'thrown') throw new Error('Cannot use ' + apiKey);
      }),
    );
  },
});
`;

const refusingModule = `
import { resource, secret, source } from 'dango';

export const refusing = source({
  params: { apiKey: secret() },
  resources({ apiKey }) {
    if (apiKey !== '') throw new TypeError('Refuses ' + apiKey);
    return resource('nothing', {}, async function* () {});
  },
});
`;

/** Whatever of the secret can be seen: what a run printed, left behind, and prints again afterwards. */
async function findLeaks(project: TempProject, { stdout, stderr }: CliResult): Promise<readonly string[]> {
  const runs = await runCliHere(project.root, ['runs', '--json']);
  const ids = (JSON.parse(runs.stdout) as { runs: { run_id: string }[] }).runs.map((run) => run.run_id);
  const logs = await Promise.all(ids.map((id) => runCliHere(project.root, ['runs', 'logs', id])));
  const printed = [stdout, stderr, runs.stdout, ...logs.flatMap((log) => [log.stdout, log.stderr])].join('\n');
  return [...secretsIn(printed, [secret]), ...findSecrets(project.path('.dango'), [secret])];
}

test('a key that an API repeats is masked in every error that quotes the response', async () => {
  await using server = await startServer(repeatKey);
  const project = await createTempProject({
    sourcesYml: restSource(server.url),
    secretsToml: `[sources.shop]\nKEY = "${secret}"\n`,
  });
  const result = await runCliHere(project.root, ['sync', '--verbose']);
  expect(result.exitCode).toBe(4);
  for (const name of ['next_url', 'cursor', 'page', 'selector', 'cursor_field', 'cursor_type', 'child', 'status']) {
    expect(result.stderr).toMatch(new RegExp(`^error: shop\\.${name}: `, 'm'));
  }
  expect(result.stderr).toContain('***');
  expect(await findLeaks(project, result)).toEqual([]);
});

test('a secret that a module prints, warns of or throws is masked, and the rows keep it', async () => {
  const project = await createTempProject({
    sourcesYml: moduleSource,
    secretsToml: `[sources]\ntalking = { api_key = "${secret}" }\nrefusing = { api_key = "${secret}" }\n`,
    customSources: { talking: talkingModule, refusing: refusingModule },
  });
  const result = await runCliHere(project.root, ['sync', '--verbose']);
  expect(result.exitCode).toBe(4);
  for (const text of ['key ***', 'in two ***', 'Careful with ***', 'Change ***', 'Cannot use ***', 'Refuses ***']) {
    expect(result.stderr).toContain(text);
  }
  expect(await findLeaks(project, result)).toEqual([]);
  expect(await readWarehouse(project.root, 'SELECT key FROM raw_talking.told')).toEqual([{ key: secret }]);
});

const loginModule = `
import { login, resource, RestClient, source } from 'dango';

export const signedIn = source({
  params: { baseUrl: '' },
  resources({ baseUrl }) {
    const auth = login({ url: '/login', json: { user: 'ann' }, tokenPath: 'data.sid' });
    const client = new RestClient({ baseUrl, auth, dataSelector: 'items' });
    return [
      resource('quoted', {}, () => client.paginate('/rows')),
      resource('thrown', {}, async function* () {
        const response = await client.get('/rows');
        throw new Error('Cannot read ' + response.text());
      }),
    ];
  },
});
`;

test('a token that a module fetched is masked in every error that quotes a response', async () => {
  const token = 'fetched-token/value+1';
  await using server = await startServer(({ path }) => ({
    json: path === '/login' ? { data: { sid: token } } : { [token]: `Bearer ${token}` },
  }));
  const project = await createTempProject({
    sourcesYml: `sources:
  - name: module
    type: dlt_native
    dlt_native: { source_module: custom_sources.signed_in, function_kwargs: { base_url: "${server.url}" } }
`,
    customSources: { signed_in: loginModule },
  });
  const result = await runCliHere(project.root, ['sync', '--verbose']);
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toContain('Cannot read {"***":"Bearer ***"}');
  const printed = result.stdout + result.stderr;
  expect([...secretsIn(printed, [token]), ...findSecrets(project.path('.dango'), [token])]).toEqual([]);
});
