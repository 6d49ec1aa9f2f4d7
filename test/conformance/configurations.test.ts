import { describe, expect, test } from 'vitest';
import { faultsOf, modelOf } from './run-dlt-config.ts';

const base_url = 'https://api.example.com';
const child = (endpoint: unknown) => ['posts', { name: 'post_comments', endpoint }];
const resolveId = { post_id: { type: 'resolve', resource: 'posts', field: 'id' } };
const cursor = { cursor_path: 'updated_at', initial_value: '2024-01-25T11:21:28Z' };

describe('valid configurations', () => {
  const github = {
    path: '{org}/{repo}/issues/',
    params: { org: 'dlt-hub', repo: 'dlt' },
  };
  test.each<[string, object]>([
    [
      'G-V1 a parent by a resolve parameter',
      { resources: child({ path: 'posts/{post_id}/comments', params: resolveId }) },
    ],
    ['G-V2 a parent in the path', { resources: child({ path: 'posts/{resources.posts.id}/comments' }) }],
    ['G-V3 a parent in an endpoint that is a text', { resources: child('posts/{resources.posts.id}/comments') }],
    [
      'G-V4 a paginator by its name',
      { resources: [{ name: 'posts', endpoint: { params: { limit: 100 }, paginator: 'json_link' } }] },
    ],
    ['G-V6 a bearer token', { client: { base_url, auth: { type: 'bearer', token: 'X' } }, resources: ['posts'] }],
    ['G-V7 a token without a type', { client: { base_url, auth: { token: 'X' } }, resources: ['posts'] }],
    [
      'G-V9 a paginator of the client beside basic authentication',
      {
        client: { base_url, paginator: 'header_link', auth: { type: 'http_basic', username: 'u', password: 'p' } },
        resources: ['users'],
      },
    ],
    [
      'G-V10 an incremental parameter',
      { resources: [{ name: 'posts', endpoint: { params: { since: { type: 'incremental', ...cursor } } } }] },
    ],
    [
      'G-V11 an incremental endpoint',
      {
        resources: [
          { name: 'posts', endpoint: { incremental: { start_param: 'since', end_param: 'until', ...cursor } } },
        ],
      },
    ],
    [
      'G-V12 headers, and every form of a resource',
      {
        client: { base_url, headers: { 'X-A': 'b' } },
        resources: ['users', { name: 'users_2' }, { name: 'users_list', endpoint: 'users_list' }],
      },
    ],
    [
      'G-V14 parameters that stand in the path',
      {
        resources: [
          { name: 'issues', endpoint: github },
          {
            name: 'comments',
            endpoint: {
              path: '{org}/{repo}/issues/{id}/comments',
              params: { ...github.params, id: { type: 'resolve', resource: 'issues', field: 'id' } },
            },
          },
        ],
      },
    ],
    [
      'G-V17 authentication of an endpoint',
      { resources: [{ name: 'posts', endpoint: { auth: { type: 'http_basic', username: 'u', password: 'p' } } }] },
    ],
  ])('%s', (_, config) => {
    expect(faultsOf({ client: { base_url }, ...config })).toEqual([]);
  });

  test.each<[string, object, RegExp]>([
    [
      'G-V5 (differs) a paginator that is an object of Python',
      { resources: [{ name: 'posts', endpoint: { paginator: '<JSONLinkPaginator>' } }] },
      /endpoint\.paginator: Expected one of "auto"/,
    ],
    [
      'G-V8 (differs) a client that is made in Python',
      { client: { base_url, session: '<Session>' }, resources: ['posts'] },
      /client\.session: /,
    ],
    [
      'G-V13 (differs) a name of a table that is a function',
      { resources: [{ name: 'posts', table_name: { lambda: 'item' } }] },
      /resources\[0\]\.table_name: Expected a text/,
    ],
    [
      'G-V15 (differs) a parent that is a resource of Python',
      {
        resources: [
          {
            name: 'issues',
            endpoint: {
              path: 'dlt-hub/{repo}/issues',
              params: { repo: { type: 'resolve', resource: 'repositories', field: 'name' } },
            },
          },
        ],
      },
      /names the resource "repositories", which this source does not have/,
    ],
    [
      'G-V16 (differs) the same in the path',
      { resources: [{ name: 'issues', endpoint: 'dlt-hub/{resources.repositories.name}/issues' }] },
      /names the resource "repositories", which this source does not have/,
    ],
  ])('%s is refused', (_, config, words) => {
    expect(faultsOf({ client: { base_url }, ...config }).join('\n')).toMatch(words);
  });
});

describe('invalid configurations', () => {
  test.each<[string, unknown, RegExp]>([
    ['G-I1 without resources', { client: { base_url: '' } }, /^resources: Missing "resources"/],
    ['G-I2 without a client', { resources: [] }, /^base_url: Missing "base_url"/],
    [
      'G-I4 an unknown key of the client',
      { client: { base_url, invalid_key: 'x' }, resources: ['posts'] },
      /^client\.invalid_key: Unknown key "invalid_key"/,
    ],
    [
      'G-I5 an unknown paginator',
      { client: { base_url, paginator: 'invalid_paginator' }, resources: ['posts'] },
      /^client\.paginator: Expected one of "auto", "single_page"/,
    ],
    [
      'G-I6 a parent that is misspelt',
      {
        client: { base_url },
        resources: [
          'issues',
          {
            name: 'c',
            endpoint: { path: 'a/{id}', params: { id: { type: 'resolve', resource: 'issuess', field: 'id' } } },
          },
        ],
      },
      /"issuess", which this source does not have Did you mean "issues"/,
    ],
    [
      'G-I7 a name in the path without its parameter',
      { client: { base_url }, resources: [{ name: 'issues', endpoint: { path: '{org}/{repo}/issues/' } }] },
      /The path "\{org\}\/\{repo\}\/issues\/" of resource "issues" needs the parameter "org"/,
    ],
  ])('%s', (_, config, words) => {
    expect(faultsOf(config)[0]).toMatch(words);
  });
});

describe('resources', () => {
  const [defaultClient] = [{ base_url }];
  const resourcesOf = (resources: unknown, resource_defaults?: unknown, client: object = defaultClient) =>
    modelOf({ client, resources, ...(resource_defaults === undefined ? {} : { resource_defaults }) }).resources;
  const only = (resource: unknown, defaults?: unknown, client?: object) => {
    const [first] = resourcesOf([resource], defaults, client);
    if (first === undefined) throw new Error('There is no resource.');
    return first;
  };

  test('CFG-01 a resource may be a word, and the name stands for a path that is not there', () => {
    expect(only('path')).toMatchObject({ name: 'path', path: 'path' });
    expect(only({ name: 'resource', endpoint: 'path' })).toMatchObject({ name: 'resource', path: 'path' });
    expect(only({ name: 'resource' })).toMatchObject({ path: 'resource' });
    expect(only({ name: 'resource', endpoint: {} })).toMatchObject({ path: 'resource' });
  });

  test('CFG-02 columns merge one by one', () => {
    const own = [{ name: 'col_a', data_type: 'bigint' }, { name: 'col_b' }];
    const defaults = [
      { name: 'col_a', data_type: 'text', primary_key: true },
      { name: 'col_c', data_type: 'timestamp', partition: true },
    ];
    expect(only({ name: 'a', columns: own }, { columns: defaults })).toMatchObject({
      columns: { col_a: { type: 'bigint' }, col_c: { type: 'timestamp' } },
      primaryKey: ['col_a'],
    });
  });

  test('CFG-03 json and params merge key by key', () => {
    const own = { param1: 'A', param2: 'B' };
    const defaults = { param1: 'X', param3: 'Y' };
    const merged = only(
      { name: 'a', endpoint: { method: 'POST', json: own, params: own } },
      { endpoint: { json: defaults, params: defaults } },
    );
    expect(merged).toMatchObject({
      path: 'a',
      json: { param1: 'A', param3: 'Y', param2: 'B' },
      params: { param1: 'A', param3: 'Y', param2: 'B' },
    });
  });

  test('CFG-04 everything else of the resource takes the place of the default as a whole', () => {
    const merged = only(
      {
        name: 'a',
        max_table_nesting: 3,
        write_disposition: { disposition: 'replace' },
        endpoint: { paginator: { type: 'cursor', cursor_param: 'a' }, incremental: { cursor_path: 'id' } },
      },
      {
        max_table_nesting: 1,
        parallelized: true,
        write_disposition: 'append',
        endpoint: {
          paginator: { type: 'header_link', links_next_key: 'b' },
          incremental: { cursor_path: 'x', lag: 3 },
        },
      },
    );
    expect(merged).toMatchObject({
      maxTableNesting: 3,
      writeDisposition: 'replace',
      pagination: { type: 'cursor', param: 'a', cursorPath: 'cursors.next' },
      incremental: { cursorPath: 'id', lag: undefined },
    });
  });

  test('CFG-05 (differs) there are no objects to pass on: what is written is read anew, and is not changed', () => {
    const config = { client: defaultClient, resource_defaults: { endpoint: { params: { a: 1 } } }, resources: ['a'] };
    const copy = structuredClone(config);
    modelOf(config);
    expect(config).toEqual(copy);
  });

  test('CFG-06 null takes a default away', () => {
    const defaults = { endpoint: { paginator: 'header_link', data_selector: 'items' } };
    const merged = only({ name: 'a', endpoint: { paginator: null, data_selector: null } }, defaults);
    expect(merged).toMatchObject({ pagination: { type: 'auto' }, dataSelector: undefined });
  });

  test('CFG-07 one document is one page, unless something else is said', () => {
    const user = { name: 'user', endpoint: { path: 'user/{id}', params: { id: 7 } } };
    const single = { path: 'user/7', dataSelector: '$', pagination: { type: 'single_page' } };
    expect(only(user)).toMatchObject({ ...single, params: {} });
    const nulls = { ...user, endpoint: { ...user.endpoint, paginator: null, data_selector: null } };
    expect(only(nulls, { endpoint: { paginator: 'header_link', data_selector: 'items' } })).toMatchObject(single);
    const messages = { name: 'm', endpoint: { path: 'user/{id}/messages', params: { id: 7 } } };
    expect(only(messages)).toMatchObject({ dataSelector: undefined, pagination: { type: 'auto' } });
  });

  test('CFG-08 resources keep their order', () => {
    const user = {
      name: 'user',
      endpoint: { path: 'user/{id}', params: { id: { type: 'resolve', resource: 'users', field: 'id' } } },
    };
    expect(resourcesOf(['users', user]).map(({ name, parent }) => [name, parent])).toEqual([
      ['users', undefined],
      ['user', 'users'],
    ]);
  });

  test('CFG-09 (differs) hints of tables are taken; those that cannot be followed are refused, not passed over', () => {
    const hints = {
      table_name: 'other',
      max_table_nesting: 2,
      write_disposition: 'merge',
      columns: { a: { data_type: 'text' } },
      primary_key: 'a',
      selected: false,
    };
    expect(only({ name: 'a', ...hints })).toMatchObject({
      tableName: 'other',
      maxTableNesting: 2,
      writeDisposition: 'merge',
      columns: { a: { type: 'text' } },
      primaryKey: ['a'],
      selected: false,
    });
    const other = { merge_key: 'b', schema_contract: 'freeze', table_format: 'iceberg' };
    const faults = faultsOf({ client: defaultClient, resources: [{ name: 'a', ...hints, ...other }] });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual([
      'resources[0].merge_key',
      'resources[0].schema_contract',
      'resources[0].table_format',
    ]);
  });

  test('CFG-10 parameters of the defaults are added, and give way', () => {
    const defaults = { endpoint: { params: { per_page: 30 } } };
    expect(only({ name: 'a', endpoint: { params: { b: 1 } } }, defaults).params).toEqual({ per_page: 30, b: 1 });
    expect(only({ name: 'a', endpoint: { params: { per_page: 50 } } }, defaults).params).toEqual({ per_page: 50 });
    expect(only('a', defaults).params).toEqual({ per_page: 30 });
    expect(only({ name: 'a', endpoint: { params: { b: 1 } } }).params).toEqual({ b: 1 });
  });

  test('CFG-11 (differs) a resource of Python is none of a configuration', () => {
    expect(faultsOf({ client: defaultClient, resources: [{ resource: 'repositories' }] }).join(' ')).toMatch(
      /^resources\[0\]\.resource: Unknown key "resource"|Missing "name"/,
    );
  });

  describe('which paginator counts', () => {
    const marks = {
      C: { paginator: 'header_link' },
      D: { endpoint: { paginator: 'json_link' } },
      E: 'cursor',
    } as const;
    const types: Readonly<Record<string, string>> = {
      C: 'header_link',
      D: 'json_link',
      E: 'cursor',
      '–': 'auto',
      S: 'single_page',
    };
    const read = (where: string, path: string) => {
      const [client, defaults, endpoint] = where;
      const paginator = endpoint === 'E' ? { paginator: marks.E } : endpoint === '0' ? { paginator: null } : {};
      const resource = { name: 'a', endpoint: { path, ...paginator } };
      const list = path.includes('resources') ? ['users', resource] : [resource];
      return resourcesOf(list, defaults === 'D' ? marks.D : undefined, {
        base_url,
        ...(client === 'C' ? marks.C : {}),
      }).at(-1)?.pagination.type;
    };
    describe('G-PP of a list', () => {
      test.each([
        ['1', '–––', '–'],
        ['2', 'C––', 'C'],
        ['3', '–D–', 'D'],
        ['4', '––E', 'E'],
        ['5', 'CD–', 'D'],
        ['6', 'C–E', 'E'],
        ['7', '–DE', 'E'],
        ['8', 'CDE', 'E'],
        ['9', 'C–0', 'C'],
        ['10', '––0', '–'],
        ['11', '–D0', '–'],
        ['12', 'CD0', 'C'],
      ])('%s: of client, defaults and endpoint (%s) it is %s', (_, where, which) => {
        expect(read(where, 'a')).toBe(types[which]);
      });
    });

    describe('G-PS of one document', () => {
      test.each([
        ['1', '–––', 'S'],
        ['2', 'C––', 'S'],
        ['3', '–D–', 'D'],
        ['4', 'CD0', 'S'],
        ['5', 'C–E', 'E'],
      ])('%s: of client, defaults and endpoint (%s) it is %s', (_, where, which) => {
        expect(read(where, 'user/{resources.users.id}')).toBe(types[which]);
      });
    });
  });
});

describe('paginators', () => {
  const paginationOf = (paginator: unknown) =>
    modelOf({ client: { base_url }, resources: [{ name: 'a', endpoint: { paginator } }] }).resources[0]?.pagination;
  const refusalOf = (paginator: unknown) =>
    faultsOf({ client: { base_url }, resources: [{ name: 'a', endpoint: { paginator } }] }).join(' ');

  test('G-PC1 every name alone makes one, except offset', () => {
    for (const name of [
      'json_link',
      'json_response',
      'header_link',
      'header_cursor',
      'auto',
      'single_page',
      'cursor',
      'page_number',
    ]) {
      expect(paginationOf(name)?.type, name).toBe(name === 'json_response' ? 'json_link' : name);
    }
    expect(refusalOf('offset')).toMatch('The paginator "offset" needs a limit');
  });

  test('G-PC2 auto finds it', () => {
    expect(paginationOf({ type: 'auto' })).toEqual({ type: 'auto' });
  });

  test("G-PC3 what is not said is dlt's default", () => {
    expect(paginationOf({ type: 'page_number', page: 10, base_page: 1, total_path: 'response.pages' })).toMatchObject({
      param: 'page',
      start: 10,
      totalPath: 'response.pages',
      maxPage: undefined,
    });
    expect(paginationOf('page_number')).toMatchObject({ start: 0, totalPath: 'total', stopAfterEmptyPage: true });
    expect(paginationOf({ type: 'offset', limit: 100, maximum_offset: 1000 })).toMatchObject({
      start: 0,
      param: 'offset',
      limitParam: 'limit',
      totalPath: 'total',
      maxOffset: 999,
    });
    expect(paginationOf('cursor')).toMatchObject({
      cursorPath: 'cursors.next',
      param: 'cursor',
      stopAfterEmptyPage: false,
    });
    expect(paginationOf('header_cursor')).toMatchObject({ header: 'next', param: 'cursor' });
    expect(paginationOf('json_link')).toMatchObject({ nextUrlPath: 'next' });
    expect(paginationOf('header_link')).toEqual({ type: 'header_link', rel: 'next' });
  });

  test('G-PC4 an unknown name tells those that there are', () => {
    expect(refusalOf('non_existing_method')).toMatch(
      /Expected one of "auto", "single_page", "page_number", .*got the text "non_existing_method"/,
    );
    expect(refusalOf({ type: 'non_existing_method' })).toMatch(/endpoint\.paginator\.type: Expected one of "auto"/);
  });

  test('G-PC5 (differs) paginators of one’s own are written in modules, so their names stay unknown', () => {
    expect(refusalOf({ type: 'custom_paginator' })).toMatch(/endpoint\.paginator\.type: Expected one of "auto"/);
  });
});

describe('incremental', () => {
  const endpointOf = (endpoint: object) =>
    modelOf({ client: { base_url }, resources: [{ name: 'a', endpoint }] }).resources[0]?.incremental;
  const refusalOf = (endpoint: object) =>
    faultsOf({ client: { base_url }, resources: [{ name: 'a', endpoint }] }).join('\n');
  const dated = { cursor_path: 'updated_at', initial_value: '2024-01-01' };

  test('INC-01 a parameter of an unknown type is refused', () => {
    expect(refusalOf({ params: { since: { type: 'no_incremental' } } })).toMatch(
      'endpoint.params.since.type: The parameter "since" has the type "no_incremental"',
    );
  });

  test('INC-02 a resource has one cursor', () => {
    const params = {
      first_incremental: { type: 'incremental', ...dated },
      second_incremental: { type: 'incremental', ...dated },
    };
    expect(refusalOf({ params })).toMatch(
      'several parameters are incremental: "first_incremental", "second_incremental"',
    );
  });

  test('INC-03 a parameter that is incremental carries the start value', () => {
    const key = { primary_key: 'id', write_disposition: 'merge' };
    const since = { type: 'incremental', ...dated, lag: 360.5 };
    const { resources } = modelOf({
      client: { base_url },
      resources: [{ name: 'a', ...key, endpoint: { params: { since } } }],
    });
    expect(resources[0]?.incremental).toMatchObject({
      cursorPath: 'updated_at',
      initialValue: '2024-01-01',
      lag: 360.5,
      startParam: 'since',
      endParam: undefined,
    });
  });

  test('INC-04 a parameter has no end', () => {
    for (const more of [{ end_value: '2025-01-01' }, { end_param: 'until' }]) {
      expect(refusalOf({ params: { since: { type: 'incremental', ...dated, ...more } } })).toMatch(
        'The parameter "since" carries the start value only, so it has no end_',
      );
    }
  });

  test('INC-05 an endpoint that is incremental names both parameters', () => {
    expect(
      endpointOf({ incremental: { ...dated, start_param: 'since', end_param: 'until', convert: 'date' } }),
    ).toMatchObject({ startParam: 'since', endParam: 'until', convert: 'date' });
  });

  test('INC-06 (differs) convert is a word or a pattern, because YAML holds no functions', () => {
    expect(refusalOf({ incremental: { ...dated, convert: { lambda: 'epoch' } } })).toMatch(
      'convert is a function in dlt, which YAML cannot hold Write this source as a module',
    );
    expect(refusalOf({ incremental: { ...dated, convert: 'lambda epoch: epoch' } })).toMatch('incremental.convert: ');
  });

  test('INC-07 transform is another word for convert', () => {
    expect(endpointOf({ incremental: { ...dated, start_param: 'since', transform: 'date' } })).toMatchObject({
      convert: 'date',
    });
    expect(endpointOf({ params: { since: { type: 'incremental', ...dated, transform: 'date' } } })).toMatchObject({
      convert: 'date',
    });
  });
});

describe('parents and paths', () => {
  const issue = { id: { type: 'resolve', resource: 'issues', field: 'id' } };
  const read = (endpoint: object) =>
    modelOf({ client: { base_url }, resources: ['issues', { name: 'a', endpoint }] }).resources[1];
  const refusalOf = (endpoint: object, more: object = {}) =>
    faultsOf({ client: { base_url }, resources: ['issues', { name: 'a', endpoint, ...more }] }).join('\n');
  const path = '{org}/{repo}/issues/{id}/comments';
  const repository = { org: 'dlt-hub', repo: 'dlt' };

  test('RES-01 parameters that the path names are put into it and not sent', () => {
    expect(read({ path, params: { ...repository, ...issue } })).toMatchObject({
      path: 'dlt-hub/dlt/issues/{resources.issues.id}/comments',
      params: {},
      parent: 'issues',
    });
    expect(read({ path, params: { ...repository, id: 12345, a: 1 } })).toMatchObject({
      path: 'dlt-hub/dlt/issues/12345/comments',
      params: { a: 1 },
      parent: undefined,
    });
    expect(refusalOf({ path, params: repository })).toMatch(
      `The path "${path}" of resource "a" needs the parameter "id"`,
    );
    expect(read({ path: 'a/b', params: { c: 1 } })).toMatchObject({ path: 'a/b', params: { c: 1 } });
    expect(refusalOf({ path: 'a', params: issue })).toMatch('resolve parameter "id", which its path "a" does not use');
  });

  test('RES-07 several children of a parent, several fields, and parents above; but neither strangers nor circles', () => {
    const two = { path: 'a/{resources.issues.id}/{resources.issues.user.id}' };
    expect(read(two)).toMatchObject({ parent: 'issues' });
    const resources = [
      'users',
      { name: 'groups', endpoint: 'users/{resources.users.id}/groups' },
      { name: 'roles', endpoint: 'users/{resources.users.id}/roles' },
      { name: 'members', endpoint: 'groups/{resources.groups.id}/members' },
    ];
    expect(modelOf({ client: { base_url }, resources }).resources.map(({ parent }) => parent)).toEqual([
      undefined,
      'users',
      'users',
      'groups',
    ]);
    const strangers = { name: 'c', endpoint: '{resources.issues.id}/{resources.users.id}' };
    expect(faultsOf({ client: { base_url }, resources: ['issues', 'users', strangers] }).join(' ')).toMatch(
      'A resource has one parent, but this one names "issues" and "users"',
    );
    const egg = [
      { name: 'chicken', endpoint: 'chicken/{resources.egg.id}' },
      { name: 'egg', endpoint: 'egg/{resources.chicken.id}' },
    ];
    expect(faultsOf({ client: { base_url }, resources: egg }).join(' ')).toMatch(
      'Resources wait for each other: chicken needs egg needs chicken',
    );
  });
});

describe('response actions', () => {
  const endpointOf = (response_actions: unknown) => ({
    client: { base_url },
    resources: [{ name: 'a', endpoint: { response_actions } }],
  });

  test('RA-CFG-1 actions by status, by content and by both become rules in their order', () => {
    const actions = [
      { status_code: 404, action: 'ignore' },
      { content: 'Not found', action: 'ignore' },
      { status_code: 200, content: 'some text', action: 'ignore' },
    ];
    expect(modelOf(endpointOf(actions)).resources[0]?.responses).toEqual([
      { status: 404, action: 'ignore' },
      { text: 'Not found', action: 'ignore' },
      { status: 200, text: 'some text', action: 'ignore' },
    ]);
  });

  test('RA-CFG-2 (differs) whatever does nothing in dlt is refused: other words, other kinds, a status in quotes', () => {
    for (const [action, words] of [
      ['foobar', 'The action "foobar" does nothing in dlt'],
      ['raise', 'The action "raise" does nothing in dlt'],
      [123, 'Expected the action "ignore", got the number 123'],
      [{}, 'Expected the action "ignore", got a mapping'],
      [['a'], 'Each of these actions is a function in dlt, which YAML cannot hold'],
    ] as const) {
      expect(faultsOf(endpointOf([{ status_code: 404, action }])).join(' ')).toMatch(words);
    }
    expect(faultsOf(endpointOf([{ status_code: '404', action: 'ignore' }])).join(' ')).toMatch(
      'endpoint.response_actions[0].status_code: Expected a status as a number, got "404"',
    );
    expect(faultsOf(endpointOf([{ action: 'ignore' }])).join(' ')).toMatch('This action fits every response');
  });
});
