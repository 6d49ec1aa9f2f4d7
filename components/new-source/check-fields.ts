import { isHttpUrl } from '#lib/spec/http-url.ts';
import { hasInterpolation } from '#lib/spec/interpolation.ts';
import { sourceNamePattern } from '#lib/spec/source-spec.ts';

/** Pages of this UI that stand where the page of a source would. */
const takenByPages = new Set(['new', 'file']);

/** What is wrong with the name of a new source; undefined where nothing is. */
export function checkSourceName(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'Give the source a name, such as shop.';
  if (!sourceNamePattern.test(name)) return 'Use lower-case letters, digits and underscores, a letter first.';
  if (taken.includes(name)) return `There is a source called ${name} already. Choose another name.`;
  if (takenByPages.has(name)) return `A page of Dango is called ${name}. Choose another name.`;
  return undefined;
}

/** What is wrong with a base URL. */
export function checkBaseUrl(baseUrl: string): string | undefined {
  const url = baseUrl.trim();
  if (url === '') return 'Give the address that all endpoints begin with.';
  if (hasInterpolation(url) || isHttpUrl(url)) return undefined;
  return 'This is no absolute URL. Write it with http:// or https://, such as https://api.example.com/v1.';
}

/** What is wrong with the name of a header. */
export function checkHeaderName(name: string): string | undefined {
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return undefined;
  return 'Give the name of a header, such as X-API-Key.';
}
