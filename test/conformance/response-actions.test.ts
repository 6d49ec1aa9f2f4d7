import { beforeAll, describe, expect, test } from 'vitest';
import { HttpError, type HttpResponse, resource, RestClient } from '../../lib/sdk/dango.ts';
import type { TestServer } from '../support/start-server.ts';
import { extractHere } from './extract-here.ts';
import { mockPosts, startMockApi, type MockPost } from './mock-api.ts';
import { clientOf, runDltConfig } from './run-dlt-config.ts';

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

const module = (): RestClient => new RestClient({ baseUrl: api.url });
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

  test('RA-07 a function of a module hears a status', async () => {
    const heard: number[] = [];
    const details = resource('details', {}, async function* () {
      for (const id of [0, 1]) {
        try {
          yield (await module().get(`/posts/${id}/some_details_404`)).json<object>();
        } catch (error) {
          if (!(error instanceof HttpError && error.status === 404)) throw error;
          heard.push(error.status);
        }
      }
    });
    const { records, errors } = await extractHere({ name: 'mock', resources: [details] });
    expect([heard, records['details'], errors]).toEqual([[404], [{ id: 0, body: 'Post body 0' }], {}]);
  });

  /** A list of one response, which is handed to all of these functions. */
  const heardBy = async (...functions: readonly ((response: HttpResponse) => void)[]) => {
    const posts = resource('posts', {}, async function* () {
      const response = await module().get('/posts');
      for (const hear of functions) hear(response);
      yield response.json<{ data: object[] }>().data;
    });
    const { records } = await extractHere({ name: 'mock', resources: [posts] });
    expect(records['posts']).toEqual(mockPosts(5));
  };

  test('RA-08 a function of a module hears every response', async () => {
    const statuses: number[] = [];
    await heardBy(({ status }) => void statuses.push(status));
    expect(statuses).toEqual([200]);
  });

  test('RA-09 so do several, once each', async () => {
    const heard: string[] = [];
    await heardBy(
      () => void heard.push('one'),
      () => void heard.push('other'),
    );
    expect(heard).toEqual(['one', 'other']);
  });

  test('RA-10 several functions change what came, in their order', async () => {
    const posts = resource('posts', {}, () => module().paginate<MockPost>('/posts'))
      .addMap((post) => ({ ...post, custom_field: 'foo' }))
      .addMap((post) => ({ ...post, custom_field: `${post.custom_field}bar` }));
    const { records } = await extractHere({ name: 'mock', resources: [posts] });
    expect(records['posts']).toEqual(mockPosts().map((post) => ({ ...post, custom_field: 'foobar' })));
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
