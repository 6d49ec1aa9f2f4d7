import { plainName } from './source-name.ts';

const versions = /^v?\d+(\.\d+)*$/i;
const prefixes = new Set(['api', 'apis', 'rest', 'services', 'service', 'public']);

/** The parts of a path that name something: without parameters, ids, versions and what every path begins with. */
export function tellingSegments(path: string): string[] {
  const segments = path
    .replace(/[?#].*$/, '')
    .split('/')
    .map((segment) => segment.replace(/\.(json|xml|csv|ndjson)$/i, '').replaceAll(/\{[^{}]*\}|\(.*\)/g, ''))
    .filter((segment) => segment !== '' && !looksLikeId(segment));
  const telling = segments.filter((segment) => !versions.test(segment));
  while (telling.length > 1 && prefixes.has(telling[0]?.toLowerCase() ?? '')) telling.shift();
  // `/orders/search` is about orders.
  while (telling.length > 1 && /^(search|query|find|list|get|filter|lookup)$/i.test(telling.at(-1) ?? ''))
    telling.pop();
  return telling;
}

/** True for a part of a path that is a value: a number, a UUID, a long mixture of letters and digits. */
export function looksLikeId(segment: string): boolean {
  return (
    /^\d+$/.test(segment) ||
    /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(segment) ||
    (segment.length >= 16 && /\d/.test(segment) && /[a-z]/i.test(segment) && /^[\w-]+$/.test(segment))
  );
}

/** Names for the resource of a path, the shortest first: `posts`, `users_posts`. */
export function resourceNames(path: string): string[] {
  const segments = tellingSegments(path);
  const names = segments.map((_, index) => plainName(segments.slice(segments.length - 1 - index).join('_')));
  return names.filter((name) => name !== '' && !name.startsWith('dlt_') && !name.startsWith('dango_'));
}
