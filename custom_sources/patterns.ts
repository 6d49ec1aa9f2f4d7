// Patterns for custom sources. Copy the one you need.
import { apiKey, bearer, httpBasic, HttpError, oauth2ClientCredentials } from 'dango';
import { resource, RestClient, secret, source } from 'dango';

interface Item {
  id: number;
}

/** Pagination by hand. `client.paginate` with `offset()` or `cursor()` does the same in one line. */
export const paginationSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });

    // Offset-based
    const byOffset = resource('items_by_offset', { writeDisposition: 'replace' }, async function* () {
      const params = { offset: 0, limit: 100 };
      while (true) {
        const response = await client.get('/items', { params });
        const { items } = response.json<{ items: Item[] }>();
        yield* items;

        if (items.length < params.limit) break;
        params.offset += params.limit;
      }
    });

    // Cursor-based
    const byCursor = resource('items_by_cursor', { writeDisposition: 'replace' }, async function* () {
      let cursor: string | undefined;
      do {
        const response = await client.get('/items', { params: { cursor } });
        const page = response.json<{ items: Item[]; next_cursor?: string }>();
        yield* page.items;

        cursor = page.next_cursor;
      } while (cursor);
    });

    return [byOffset, byCursor];
  },
});

/** Requests per second, over all resources that share the client. Failed requests are retried without being asked. */
export const rateLimitSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl, rateLimit: 10 });
    return resource('limited_items', { writeDisposition: 'replace' }, () => client.paginate('/items'));
  },
});

/** The kinds of authentication. */
export const authenticationSource = source({
  params: {
    key: secret(),
    token: secret(),
    username: 'user',
    password: secret(),
    clientId: 'client',
    clientSecret: secret(),
    baseUrl: 'https://api.example.com',
  },

  resources({ key, token, username, password, clientId, clientSecret, baseUrl }) {
    const kinds = {
      // API key in header
      api_key: apiKey({ name: 'X-API-Key', apiKey: key, location: 'header' }),
      // Bearer token
      bearer: bearer(token),
      // Basic auth
      basic: httpBasic(username, password),
      // OAuth: fetches a token and renews it
      oauth: oauth2ClientCredentials({ accessTokenUrl: `${baseUrl}/oauth/token`, clientId, clientSecret }),
    };

    return Object.entries(kinds).map(([kind, auth]) => {
      const client = new RestClient({ baseUrl, auth });
      return resource(`items_by_${kind}`, { writeDisposition: 'replace' }, () => client.paginate('/items'));
    });
  },
});

/** Skips what is not found. */
export const errorHandlingSource = source({
  params: { baseUrl: 'https://api.example.com', lastId: 10 },

  resources({ baseUrl, lastId }) {
    const client = new RestClient({ baseUrl });

    return resource('robust_items', { writeDisposition: 'replace' }, async function* () {
      for (let id = 1; id <= lastId; id++) {
        try {
          const response = await client.get(`/items/${id}`);
          yield response.json();
        } catch (error) {
          // Rate limited (429) or failing (5xx): the client has retried already.
          if (!(error instanceof HttpError && error.status === 404)) throw error;
          // Not found: skip.
        }
      }
    });
  },
});
