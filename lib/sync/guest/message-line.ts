import { stringifyExact } from '../../util/exact-json.ts';

/** A message as one line. JSON leaves two characters in texts as they are at which readers of lines split, too. */
export function messageLine(message: object): string {
  const json = stringifyExact(message).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `${json}\n`;
}
