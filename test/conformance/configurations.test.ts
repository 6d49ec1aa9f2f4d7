import { describe, expect, test } from 'vitest';
import { faultsOf } from './run-dlt-config.ts';

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
});

describe('what only Python can hold is refused', () => {
  test.each<[string, object, RegExp]>([
    [
      'a paginator that is an object',
      { resources: [{ name: 'posts', endpoint: { paginator: '<JSONLinkPaginator>' } }] },
      /endpoint\.paginator: Expected one of "auto"/,
    ],
    ['a session', { client: { base_url, session: '<Session>' }, resources: ['posts'] }, /client\.session: /],
    [
      'a name of a table that is a function',
      { resources: [{ name: 'posts', table_name: { lambda: 'item' } }] },
      /resources\[0\]\.table_name: Expected a text/,
    ],
    [
      'a resource',
      { resources: [{ resource: 'repositories' }] },
      /^resources\[0\]\.resource: Unknown key "resource"|Missing "name"/,
    ],
    [
      'a parent that is such a resource',
      { resources: [{ name: 'issues', endpoint: 'dlt-hub/{resources.repositories.name}/issues' }] },
      /names the resource "repositories", which this source does not have/,
    ],
    [
      'a convert that is a function',
      { resources: [{ name: 'a', endpoint: { incremental: { ...cursor, convert: { lambda: 'epoch' } } } }] },
      /convert is a function in dlt, which YAML cannot hold Write this source as a module/,
    ],
    [
      'a response action that is a function',
      { resources: [{ name: 'a', endpoint: { response_actions: [{ status_code: 404, action: ['one', 'two'] }] } }] },
      /which YAML cannot hold Write this source as a module/,
    ],
    [
      'processing steps',
      { resources: [{ name: 'a', processing_steps: [{ map: 'lambda' }] }] },
      /processing_steps is a function in dlt, which YAML cannot hold/,
    ],
  ])('%s', (_, config, words) => {
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
