import { beforeAll, describe, expect, test } from 'vitest';
import type { TestServer } from '../support/start-server.ts';
import { mockPosts, startMockApi } from './mock-api.ts';
import { clientOf, faultsOf, runDltConfig } from './run-dlt-config.ts';

let api: TestServer;
beforeAll(async () => {
  api = await startMockApi();
});

/** Five posts, and what is read for each of them. */
async function readDetails(kind: string, response_actions?: readonly object[]) {
  const { records, errors } = await runDltConfig(api, {
    client: clientOf(api),
    resources: [
      { name: 'posts', endpoint: { paginator: 'single_page' } },
      {
        name: 'details',
        endpoint: {
          path: `posts/{post_id}${kind}`,
          params: { post_id: { type: 'resolve', resource: 'posts', field: 'id' } },
          ...(response_actions === undefined ? {} : { response_actions }),
        },
      },
    ],
  });
  return { posts: records['posts'], details: records['details'], error: errors['details']?.message };
}

const ignore = (status_code: number) => ({ status_code, action: 'ignore' });
const onlyTheFirst = { posts: mockPosts(5), details: [{ id: 0, body: 'Post body 0' }], error: undefined };

describe('response actions', () => {
  test('RA-01 a status that is ignored gives no records, and the others go on', async () => {
    expect(await readDetails('/some_details_404', [ignore(404)])).toEqual(onlyTheFirst);
  });

  test('RA-02 so do several, in any order', async () => {
    for (const actions of [
      [ignore(422), ignore(404)],
      [ignore(404), ignore(422)],
    ]) {
      expect(await readDetails('/some_details_404_others_422', actions)).toEqual(onlyTheFirst);
    }
  });

  test('RA-03 a text that is ignored leaves out the response that holds it', async () => {
    const { details, error } = await readDetails('/some_details_404', [
      { content: 'Post body 0', action: 'ignore' },
      ignore(404),
    ]);
    expect([details, error]).toEqual([[], undefined]);
  });

  test('RA-04 a success may be ignored', async () => {
    expect(await readDetails('/some_details_204', [ignore(204)])).toEqual(onlyTheFirst);
  });

  test('RA-05 without actions a refusal is an error', async () => {
    expect((await readDetails('/some_details_404')).error).toMatch(/404/);
  });

  test('RA-06 a refusal that none of them names is an error', async () => {
    expect((await readDetails('/some_details_404_others_422', [ignore(404)])).error).toMatch(/422/);
  });

  const refusalOf = (action: unknown) =>
    faultsOf({
      client: { base_url: 'http://a.b' },
      resources: [{ name: 'a', endpoint: { response_actions: [{ status_code: 404, action }] } }],
    }).join(' ');

  test('RA-07 (differs) a function is none that YAML could hold', () => {
    expect(refusalOf({ function: 'handle' })).toMatch('Expected the action "ignore", got a mapping');
  });

  test('RA-08 (differs) nor is one for every response', () => {
    const endpoint = { response_actions: [{ action: 'handle_response' }] };
    expect(faultsOf({ client: { base_url: 'http://a.b' }, resources: [{ name: 'a', endpoint }] }).join(' ')).toMatch(
      'The action "handle_response" does nothing in dlt',
    );
  });

  test('RA-09 (differs) nor are several', () => {
    expect(refusalOf(['one', 'two'])).toMatch('which YAML cannot hold Write this source as a module');
  });

  test('RA-10 (differs) so a response is changed by a module only', () => {
    expect(refusalOf('set_encoding')).toMatch('The action "set_encoding" does nothing in dlt');
  });

  test('RA-11 authentication of an endpoint goes before that of the client', async () => {
    const { requests } = await runDltConfig(api, {
      client: clientOf(api, { auth: { type: 'bearer', token: 'T' } }),
      resources: [
        {
          name: 'posts',
          endpoint: { auth: { type: 'http_basic', username: 'U', password: 'P' }, paginator: 'single_page' },
        },
        { name: 'others', endpoint: { path: 'posts', paginator: 'single_page' } },
      ],
    });
    expect(requests.map(({ headers }) => headers['authorization'] ?? '').toSorted()).toEqual([
      `Basic ${btoa('U:P')}`,
      'Bearer T',
    ]);
  });
});

test('INT-25 the record of a request hides values of parameters that are secret', async () => {
  const params = { api_key: 'secret-key-1', token: 'secret-token-2', public_param: 'visible_value' };
  const { exchanges, requests } = await runDltConfig(api, {
    client: clientOf(api),
    resources: [{ name: 'posts', endpoint: { params, paginator: 'single_page' } }],
  });
  expect(requests[0]?.query).toEqual(params);
  expect(exchanges).toEqual([expect.stringMatching(/api_key=\*\*\*&token=\*\*\*&public_param=visible_value/)]);
  expect(exchanges.join('')).not.toMatch(/secret-(key|token)/);
});

test('INT-26 (differs) the error of a refusal hides values of parameters that are secret, and tells what the API says', async () => {
  const params = { api_key: 'secret-key-1', access_token: 'secret-token-2', normal_param: 'public_value' };
  const { errors } = await runDltConfig(api, {
    client: clientOf(api),
    resources: [{ name: 'details', endpoint: { path: 'posts/1/some_details_404', params } }],
  });
  const told = JSON.stringify(errors['details']);
  expect(told).not.toMatch(/secret-(key|token)/);
  expect(told).toMatch(/404/);
  expect(told).toMatch(/normal_param=public_value/);
  expect(told).toMatch(/Post with id 1 not found/);
});
