import { describe, expect, test } from 'vitest';
import { parseDltText } from '../../lib/spec/dlt/dlt-text.ts';
import { startServer } from '../support/start-server.ts';
import { clientOf, faultsOf, modelOf, runDltConfig } from './run-dlt-config.ts';

const base_url = 'https://api.example.com';

/** Sends one request for a parent's record, and returns what of it was filled in. */
async function send(record: object, endpoint: object, more: object = {}) {
  await using server = await startServer(({ path }) => ({ json: path === '/issues' ? [record] : [{ id: 1 }] }));
  const { requests, records, errors } = await runDltConfig(server, {
    client: clientOf(server),
    resources: [
      { name: 'issues', endpoint: { paginator: 'single_page', data_selector: '$' } },
      { name: 'a', endpoint: { path: 'a/{resources.issues.obj_id}', ...endpoint }, ...more },
    ],
  });
  const request = requests[1];
  return {
    path: request?.path,
    query: request?.query,
    headers: request?.headers,
    json: request === undefined || request.body === '' ? undefined : (JSON.parse(request.body) as unknown),
    records: records['a'],
    error: errors['a']?.message,
  };
}

const issue = { obj_id: 12345, obj_node: 'abc', some_results: { obj_id: 7 } };

describe('a request for each record of the parent', () => {
  test('RES-02 the path is filled; what is not there is not sent, an empty body is', async () => {
    const bound = { path: 'a/{id}', params: { id: { type: 'resolve', resource: 'issues', field: 'obj_id' } } };
    expect(await send(issue, bound)).toMatchObject({ path: '/a/12345', query: {}, json: undefined });
    expect(await send(issue, { ...bound, json: {} })).toMatchObject({ json: {} });
  });

  test('RES-03 fields of the parent are added to each record', async () => {
    const { records } = await send(issue, {}, { include_from_parent: ['obj_id', 'obj_node'] });
    expect(records).toEqual([{ id: 1, _issues_obj_id: 12345, _issues_obj_node: 'abc' }]);
  });

  test('RES-04 fields stand in path, params, body and headers, also from inside of objects', async () => {
    const value = '{resources.issues.obj_id}';
    const sent = await send(issue, {
      method: 'POST',
      params: { id: value },
      json: { id: value },
      headers: { 'x-id': value },
    });
    expect(sent).toMatchObject({
      path: '/a/12345',
      query: { id: '12345' },
      json: { id: 12345 },
      headers: { 'x-id': '12345' },
    });
    expect(await send(issue, { path: 'a/{resources.issues.some_results.obj_id}' })).toMatchObject({ path: '/a/7' });
  });

  test('a value in a path keeps its slashes; one that would lead elsewhere is refused', async () => {
    const repos = ['dlt-hub/dlt', 'a b/c?d'].map((full_name) => ({ full_name }));
    const server = await startServer(({ path }) => ({
      json: path === '/repos' ? repos : path === '/odd' ? [{ full_name: '../keys' }] : [{ path }],
    }));
    const bound = {
      path: 'repos/{name}/issues',
      params: { name: { type: 'resolve', resource: 'repos', field: 'full_name' } },
    };
    const resources = [
      'repos',
      'odd',
      { name: 'placed', endpoint: 'repos/{resources.repos.full_name}/issues' },
      { name: 'bound', endpoint: bound },
      { name: 'sent', endpoint: 'search?repo={resources.repos.full_name}' },
      { name: 'led', endpoint: 'repos/{resources.odd.full_name}' },
    ];
    const { requests, errors } = await runDltConfig(server, { client: clientOf(server), resources });
    const sent = requests.map(({ url }) => url.pathname + url.search).toSorted();
    const twice = (path: string) => [path, path];
    expect(sent.filter((path) => !['/repos', '/odd'].includes(path))).toEqual([
      ...twice('/repos/a%20b/c%3Fd/issues'),
      ...twice('/repos/dlt-hub/dlt/issues'),
      '/search?repo=a%20b%2Fc%3Fd',
      '/search?repo=dlt-hub%2Fdlt',
    ]);
    expect(errors).toEqual({
      led: expect.objectContaining({ message: expect.stringContaining('"../keys"') as string }) as unknown,
    });
  });

  test('RES-05 positions of the cursor stand in headers', async () => {
    const headers = { 'x-from': '{incremental.initial_value}', 'x-to': '{incremental.end_value}' };
    const incremental = { cursor_path: 'id', initial_value: 0, end_value: 10 };
    expect(await send(issue, { headers, incremental })).toMatchObject({ headers: { 'x-from': '0', 'x-to': '10' } });
  });

  test('RES-06 a field that a record lacks is named, with those that it has', async () => {
    expect((await send({ id: 1 }, {})).error).toMatch(
      /Resource "a" needs the field "obj_id" of each record of "issues".*has id/,
    );
    const two = { path: 'a/{resources.issues.obj_id}/{resources.issues.obj_node}' };
    expect((await send(issue, two)).path).toBe('/a/12345/abc');
    expect((await send({ obj_id: 1 }, two)).error).toMatch('needs the field "obj_node"');
  });
});

describe('what braces become', () => {
  const fill = async (text: string, value: unknown) =>
    (await send({ obj_id: 1, id: value }, { method: 'POST', json: { text } })).json;
  const id = '{resources.issues.id}';

  test('G-EX1 braces are filled, doubled ones are braces', async () => {
    for (const [text, filled] of [
      [`posts/${id}`, 'posts/1'],
      [`posts/${id}/{{not_this}}`, 'posts/1/{not_this}'],
      [`posts/{{${id}}}`, 'posts/{1}'],
      [`posts/{{{{not_this}}}}/${id}`, 'posts/{{not_this}}/1'],
      [`posts/{{not_this ${id}}}`, 'posts/{not_this 1}'],
    ]) {
      expect(await fill(text ?? '', 1), text).toEqual({ text: filled });
    }
    expect(await fill(`posts/${id}`, '')).toEqual({ text: 'posts/' });
  });

  test('G-EX2 a text that is nothing but a placeholder keeps the type of the value', async () => {
    for (const value of [42, null, true, 3.14, [1, 2, 3], { key: 'value' }, '', 0, -1]) {
      expect(await fill(id, value)).toEqual({ text: value });
    }
  });

  test('G-EX3 (differs) elsewhere it is text as JSON writes it; null, lists and objects are no text', async () => {
    const param = async (value: unknown) => {
      const { query, error } = await send({ obj_id: 1, id: value }, { params: { text: id } });
      return error ?? query?.['text'];
    };
    for (const [value, text] of [
      [42, '42'],
      [true, 'true'],
      [3.14, '3.14'],
      ['', ''],
      [0, '0'],
      [-1, '-1'],
    ] as const) {
      expect(await param(value)).toBe(text);
    }
    expect(await param(null)).toBeUndefined();
    expect(await fill(`a ${id}`, null)).toBeUndefined();
  });

  test('G-EX4 in a longer text every value is text', async () => {
    expect(await fill(`${id}${id}`, 42)).toEqual({ text: '4242' });
    expect(await fill(`${id} ${id}`, 42)).toEqual({ text: '42 42' });
    expect(await fill(`prefix${id}`, 42)).toEqual({ text: 'prefix42' });
    expect(await fill(`${id}suffix`, 42)).toEqual({ text: '42suffix' });
  });

  const refusalOf = (text: string) =>
    faultsOf({ client: { base_url }, resources: ['issues', { name: 'a', endpoint: { params: { text } } }] }).join(' ');

  test('G-EX5 (differs) how a value is written cannot be said in the braces', () => {
    for (const text of ['{resources.issues.id:>5}', '{resources.issues.id!r}']) {
      expect(refusalOf(text)).toMatch('changes how the value is written, which only Python can');
    }
  });

  test('G-EX6 a name that is nothing is refused, and so is a single brace', () => {
    expect(refusalOf('{id}')).toMatch('The expression {id} of resource "a" names nothing that is known');
    expect(refusalOf('{foo.bar}')).toMatch('The expression {foo.bar} of resource "a" names nothing that is known');
    expect(refusalOf('a } b')).toMatch('A single "}" has no other one');
  });

  test('G-EX7 expressions are found among braces that stand for themselves', () => {
    const query = 'query {{ user(id: "{resources.users.id}") {{ name }} }}';
    const found = (text: string) =>
      parseDltText(text).flatMap((part) => (part.type === 'expression' ? [part.text] : []));
    expect(found('posts/{id}')).toEqual(['{id}']);
    expect(found('{{not_this}}')).toEqual([]);
    expect(found('{{ {{a}} {{b}} }}')).toEqual([]);
    expect(found(query)).toEqual(['{resources.users.id}']);
    expect(found('${TOKEN} {a.b-c@d}')).toEqual(['{a.b-c@d}']);
  });

  test('G-EX8 a field may lie deep; without one the placeholder is not complete', () => {
    const { resources } = modelOf({
      client: { base_url },
      resources: ['posts', { name: 'a', endpoint: 'b/{resources.posts.blog.id}' }],
    });
    expect(resources[1]).toMatchObject({ parent: 'posts', path: 'b/{+resources.posts.blog.id}' });
    expect(refusalOf('{resources.name}')).toMatch('Invalid definition of {resources.name}');
  });
});
