// Patterns for custom sources. Copy the one you need; source_name in sources.yml chooses one of them.
import { apiKey, auto, bearer, httpBasic, HttpError, oauth2ClientCredentials } from 'dango';
import { endpoint, fieldOf, formatCursor, incremental, stopWhen, transformer, withFields } from 'dango';
import { changeFields, evaluate, meets, removeFields, setFields } from 'dango';
import { offset, resource, RestClient, secret, singlePage, source } from 'dango';

interface Product {
  id: number;
}

/** Pagination by hand. `client.paginate` with `offset()` or `cursor()` does the same in one line. */
export const paginationSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });

    // Offset-based
    const byOffset = resource('products', { writeDisposition: 'replace' }, async function* () {
      const params = { offset: 0, limit: 100 };
      while (true) {
        const response = await client.get('/products', { params });
        const { items } = response.json<{ items: Product[] }>();
        yield* items;

        if (items.length < params.limit) break;
        params.offset += params.limit;
      }
    });

    // Cursor-based
    const byCursor = resource('events', { writeDisposition: 'replace' }, async function* () {
      let cursor: string | null = null;
      do {
        const response = await client.get('/events', { params: { cursor } });
        const page = response.json<{ data: object[]; next_cursor: string | null }>();
        yield* page.data;

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
    return resource('products', { writeDisposition: 'replace' }, () =>
      client.paginate('/products', { paginator: offset({ limit: 20 }) }),
    );
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
    tokenUrl: 'https://api.example.com/oauth/token',
    baseUrl: 'https://api.example.com',
  },

  resources({ key, token, username, password, clientId, clientSecret, tokenUrl, baseUrl }) {
    const kinds = {
      // API key in header
      api_key: apiKey({ name: 'X-API-Key', apiKey: key, location: 'header' }),
      // Bearer token
      bearer: bearer(token),
      // Basic auth
      basic: httpBasic(username, password),
      // OAuth: fetches a token and renews it
      oauth: oauth2ClientCredentials({ accessTokenUrl: tokenUrl, clientId, clientSecret }),
    };

    return Object.entries(kinds).map(([kind, auth]) => {
      const client = new RestClient({ baseUrl, auth });
      return resource(`products_by_${kind}`, { writeDisposition: 'replace' }, () =>
        client.paginate('/products', { paginator: offset() }),
      );
    });
  },
});

/** Rules instead of try and catch: for errors inside of a 200, and for what may be missing. */
export const responsesSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    // At most three attempts; a POST may be repeated, because a search changes nothing.
    const client = new RestClient({ baseUrl, retry: { attempts: 3, post: true } });
    return resource('products', { writeDisposition: 'replace' }, () =>
      client.paginate('/products', {
        paginator: offset({ limit: 20 }),
        responses: [
          { path: 'error.code', equals: 'BUSY', action: 'wait', waitMs: 5000 },
          { status: 200, path: 'error', action: 'fail', message: 'The shop refused the list' },
          { status: 404, action: 'ignore' },
        ],
      }),
    );
  },
});

/** Skips what is not found. */
export const errorHandlingSource = source({
  params: { baseUrl: 'https://api.example.com', lastId: 10 },

  resources({ baseUrl, lastId }) {
    const client = new RestClient({ baseUrl });

    return resource('products', { writeDisposition: 'replace' }, async function* () {
      for (let id = 1; id <= lastId; id++) {
        try {
          const response = await client.get(`/products/${id}`);
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

interface ShopEvent {
  id: number;
  type: string;
  occurred_at: string;
}

/** Several tables out of one list, types that are known before the first value, and a memory from sync to sync. */
export const tablesSource = source({
  params: { baseUrl: 'https://api.example.com' },
  // New columns are loaded, values of another type than before are left out with a warning.
  schemaContract: { dataType: 'discard_value' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });
    const options = {
      writeDisposition: 'merge',
      primaryKey: 'id',
      tableName: (event: ShopEvent) => `events_${event.type}`,
      columns: { occurred_at: { type: 'timestamp' } },
    } as const;

    return resource('events', options, async function* ({ state }) {
      const since = state['since'];
      const params = { since: typeof since === 'string' ? since : undefined };
      for await (const page of client.paginate<ShopEvent>('/events', { params })) {
        yield page;
        // Saved with the rows, and only with them.
        state['since'] = page.at(-1)?.occurred_at ?? since;
      }
    });
  },
});

/** What is read for each record of another resource, or for each of some values. `dango source eject` writes them so. */
export const seriesSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl });

    const products = resource('products', { writeDisposition: 'replace' }, () =>
      client.paginate('/products', { paginator: offset() }),
    );

    // `endpoint` encodes the id. A product that is not found is left out with a warning.
    const details = transformer(
      'details',
      { from: products, writeDisposition: 'replace', concurrency: 4, onChildError: 'skip' },
      (product) =>
        withFields(
          client.paginate(endpoint`/products/${fieldOf(product, 'id')}`, {
            paginator: singlePage(),
            dataSelector: '$',
          }),
          { listed_as: fieldOf(product, 'name') },
        ),
    );

    // Each kind has a cursor of its own, which is sent as a date.
    const events = resource(
      'events',
      {
        forEach: { kind: ['view', 'order'] },
        writeDisposition: 'append',
        incremental: incremental('occurred_at'),
        cursorPer: ({ values }) => fieldOf(values, 'kind'),
      },
      ({ values, cursor }) =>
        client.paginate('/events', {
          params: { kind: values.kind, since: formatCursor(cursor, 'date').startValue },
          // Three pages are enough to try it.
          paginator: stopWhen(auto(), 'page >= 3'),
        }),
    );

    return [products, details, events];
  },
});

/** Records that are changed before they are loaded. Paths lead into objects: `size.height`. */
export const recordsSource = source({
  params: { baseUrl: 'https://api.example.com' },

  resources({ baseUrl }) {
    const client = new RestClient({ baseUrl, paginator: offset() });
    return resource('products', { writeDisposition: 'merge', primaryKey: 'id' }, () => client.paginate('/products'))
      .addFilter((product) => meets(product, { field: 'price', op: 'greater_than', value: 20 }, 'record.id < 3'))
      .addMap((product) => removeFields(product, 'tags'))
      .addMap((product) => changeFields(product, { name: 'upper' }))
      .addMap((product) => setFields(product, { gross: evaluate('record.price * 1.19', product) }));
  },
});
