import { isPlainObject } from '../../util/plain-object.ts';
import type { PageRequest } from './paginator.ts';

/** Where the paging values of a request belong, and what stands there. */
export function placeOf({ method, params, json }: PageRequest): {
  readonly sentBy: 'json' | 'query';
  readonly sent: Readonly<Record<string, unknown>>;
} {
  if (method !== 'POST') return { sentBy: 'query', sent: params };
  return { sentBy: 'json', sent: isPlainObject(json) ? json : {} };
}
