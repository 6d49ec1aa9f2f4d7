// Custom source for My API.
import { bearer, incremental, jsonLink, resource, RestClient, secret, source } from 'dango';

interface User {
  id: number;
  name: string;
}

/** Loads data from My API. `api_key` comes from .dlt/secrets.toml. */
export const myApiSource = source({
  params: { apiKey: secret(), baseUrl: 'https://api.example.com' },

  resources({ apiKey, baseUrl }) {
    // Shared client with auth header
    const client = new RestClient({ baseUrl, auth: bearer(apiKey) });

    // Load all users.
    const users = resource('users', { writeDisposition: 'replace' }, async function* () {
      const response = await client.get('/users');
      yield* response.json<{ data: User[] }>().data;
    });

    // Load orders incrementally, page by page.
    const orders = resource(
      'orders',
      {
        writeDisposition: 'merge',
        primaryKey: 'id',
        incremental: incremental('updated_at', { initialValue: '2024-01-01T00:00:00Z' }),
      },
      ({ cursor }) =>
        client.paginate('/orders', {
          params: { updated_after: cursor.startValue },
          paginator: jsonLink({ nextUrlPath: 'next_page_url' }), // the next page's URL includes the parameters
          dataSelector: 'data',
        }),
    );

    return [users, orders];
  },
});
