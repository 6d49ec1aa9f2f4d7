import type { Shop } from '../data/create-shop.ts';
import { createAccessCheck } from './access/access-check.ts';
import { credentials } from './access/credentials.ts';
import type { OauthTokens } from './access/oauth-tokens.ts';
import { readPrefixes } from './access/read-prefixes.ts';
import { ApiProblem, type ApiAnswer } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { matchPath, type Route } from './route.ts';
import { contactRoutes } from './routes/contact-routes.ts';
import { indexRoute } from './routes/index-route.ts';
import { oauthRoutes } from './routes/oauth-routes.ts';
import { pagedRoutes } from './routes/paged-routes.ts';
import { searchRoutes } from './routes/search-routes.ts';
import { shopDocumentRoutes, shopRoutes } from './routes/shop-routes.ts';
import type { SampleApiOptions } from './sample-api-options.ts';

/** The whole API without a socket: a request goes in, an answer comes out. */
export function createAnswerer(
  shop: Shop,
  oauthTokens: OauthTokens,
  options: SampleApiOptions,
): (request: ApiRequest) => ApiAnswer {
  const { requireToken = true, tokens = [credentials.token], limitedRequestsPerSecond = 20 } = options;
  const hasAccess = createAccessCheck(tokens, oauthTokens);
  const limiter = createRateLimiter(limitedRequestsPerSecond);
  const routes = [
    ...shopRoutes(shop),
    ...shopDocumentRoutes(shop),
    ...searchRoutes(shop),
    ...contactRoutes(shop),
    ...pagedRoutes(shop),
    ...oauthRoutes(oauthTokens, options.tokenLifetimeSeconds ?? 3600),
  ];
  routes.push(indexRoute(routes));

  return (request) => {
    try {
      const { path, access, isLimited } = readPrefixes(request.url.pathname);
      const seconds = isLimited ? limiter.secondsToWait() : 0;
      if (seconds > 0) throw new ApiProblem(429, 'Too many requests', { 'retry-after': String(seconds) });
      const { route, parameters } = findRoute(routes, request.method, path);
      const needed = access.length === 0 && route.needsToken === true && requireToken ? ['bearer' as const] : access;
      const refused = needed.find((kind) => !hasAccess(kind, request));
      if (refused) throw new ApiProblem(401, `This address needs valid credentials of the kind "${refused}"`);
      return route.answer(request, (name) => decodeSegment(parameters.get(name) ?? ''));
    } catch (error) {
      if (error instanceof ApiProblem) return error.toAnswer();
      throw error;
    }
  };
}

function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly parameters: ReadonlyMap<string, string> } {
  const matches = routes.flatMap((route) => {
    const parameters = matchPath(route.path, path);
    return parameters ? [{ route, parameters }] : [];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match) return match;
  if (matches.length === 0) throw new ApiProblem(404, `There is no "${path}"; GET / lists what there is`);
  const allowed = matches.map(({ route }) => route.method).join(', ');
  throw new ApiProblem(405, `"${path}" answers ${allowed}, not ${method}`, { allow: allowed });
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ApiProblem(400, `"${text}" is not a valid part of an address`);
  }
}
