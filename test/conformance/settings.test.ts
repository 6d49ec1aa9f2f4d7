import { describe, expect, test } from 'vitest';
import { faultsOf, modelOf } from './run-dlt-config.ts';

const base_url = 'https://api.example.com';

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

  test('INC-07 transform is another word for convert', () => {
    expect(endpointOf({ incremental: { ...dated, start_param: 'since', transform: 'date' } })).toMatchObject({
      convert: 'date',
    });
    expect(endpointOf({ params: { since: { type: 'incremental', ...dated, transform: 'date' } } })).toMatchObject({
      convert: 'date',
    });
  });

  test('the highest value is the only one that a cursor takes for the last', () => {
    expect(refusalOf({ incremental: { ...dated, last_value_func: 'max' } })).toBe('');
    expect(refusalOf({ incremental: { ...dated, last_value_func: 'min' } })).toMatch(/incremental\.last_value_func: /);
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
      path: 'dlt-hub/dlt/issues/{+resources.issues.id}/comments',
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

  test('RES-07 (differs) several children of a parent, several fields, parents above, and several parents; but no circles', () => {
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
    const combined = modelOf({ client: { base_url }, resources: ['issues', 'users', strangers] }).resources[2];
    expect(combined).toMatchObject({ parent: 'issues', crossWith: ['users'] });
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
