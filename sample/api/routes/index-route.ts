import type { JsonValue } from '../../data/json-value.ts';
import { accessKinds } from '../access/access-check.ts';
import { credentials } from '../access/credentials.ts';
import type { Route } from '../route.ts';

/** The table of contents at `/`: the first thing a person opens in a browser. */
export function indexRoute(routes: readonly Route[]): Route {
  const lines = routes.map(({ method, path, about, needsToken }): JsonValue => {
    const access = needsToken === true ? ' Needs the token.' : '';
    return `${method} ${path} - ${about}${access}`;
  });
  const body: JsonValue = {
    name: 'Dango sample API',
    routes: lines,
    prefixes: [
      ...accessKinds.map((kind) => `/auth/${kind}/… - every route above, protected by ${kind}`),
      '/limited/… - every route above with a rate limit: 429 and Retry-After',
    ],
    credentials,
  };
  return { method: 'GET', path: '/', about: 'This list.', answer: () => ({ body }) };
}
