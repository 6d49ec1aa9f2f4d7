import { parseJsonPath, selectAll } from '#lib/spec/json-path.ts';
import { parseTree } from '../values/parse-tree.ts';

/**
 * The records that the engine took out of a response, with their digits as written. Undefined where the text is not
 * whole, or no JSON.
 * @param recordsPath where the engine says that they lay.
 */
export function cutRecords(responseBody: string, recordsPath: string): readonly unknown[] | undefined {
  const body = parseTree(responseBody);
  if (body === undefined) return undefined;
  return selectAll(parseJsonPath(recordsPath), body.value).flatMap((match) => match ?? []);
}
