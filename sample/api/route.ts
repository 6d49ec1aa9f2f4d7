import type { ApiAnswer } from './api-answer.ts';
import type { ApiRequest } from './api-request.ts';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** `/users/:id`; a segment that starts with a colon matches any text. */
  readonly path: string;
  /** One line for the list at `/`. */
  readonly about: string;
  /** Whether the shop's bearer token is asked for. Default: no. */
  readonly needsToken?: boolean;
  answer(request: ApiRequest, parameter: (name: string) => string): ApiAnswer;
}

/** The values of the path's parameters, or undefined when `path` is not what the route serves. */
export function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    if (segment.startsWith(':')) parameters.set(segment.slice(1), text);
    else if (segment !== text) return undefined;
  }
  return parameters;
}
