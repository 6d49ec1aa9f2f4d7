import { plainName } from '../source-name.ts';

/** How the reference to a key is called: `X-Api-Key` is `api_key`; what says nothing by itself is called so too. */
export function keyWord(name: string): string {
  const word = plainName(name.replace(/^x-/i, ''));
  return /key|token|secret|password|session/.test(word) ? word : 'api_key';
}
