import { looksLikeId } from '../resource-name.ts';

const opening = /^(api|apis|rest|v\d+(\.\d+)*|\d+(\.\d+)+|v\d+[a-z]+\d*|public|services?)$/i;
/** `/2/users` and `/rest/api/3/issue` have a version; `/users/2/posts` has an id. */
const bareNumber = /^\d+$/;

/**
 * How many parts of the paths belong to the base URL: what all have in common but the last part of any; of a single path,
 * what it begins with up to a version.
 */
export function baseLength(paths: readonly (readonly string[])[]): number {
  const [first = [], ...others] = paths;
  const shortest = Math.min(first.length, ...others.map((path) => path.length)) - 1;
  let common = 0;
  while (common < shortest && others.every((path) => path[common] === first[common])) common += 1;
  let length = 0;
  for (let index = 0; index < common; index++) {
    const part = first[index] ?? '';
    if (looksLikeId(part) && !bareNumber.test(part)) break;
    if (opening.test(part) || (bareNumber.test(part) && length === index)) length = index + 1;
  }
  return length;
}
