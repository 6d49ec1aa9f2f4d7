import type { HttpResponse } from '../http/http-client.ts';
import { selectAll, type JsonPath } from '../spec/json-path.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { PageResponse } from './paginate/paginator.ts';
import { findRecords } from './records/find-records.ts';
import { selectRecords } from './records/select-records.ts';

export interface ReadResponse {
  readonly page: PageResponse;
  /** Where the records were; the following pages are read at the same place. */
  readonly selector: JsonPath;
}

/**
 * Takes the records out of a response. Without a selector they are found, on the first page of a list.
 * @param found the place found on the first page; there a later page may lack the list, as some APIs leave out an
 *   empty one.
 * @throws DangoError `records-missing`, `response-invalid`.
 */
export function readResponse(
  response: HttpResponse,
  given: JsonPath | undefined,
  found: JsonPath | undefined,
): ReadResponse {
  const body = response.json<unknown>();
  const selector = given ?? found ?? findRecords(body);
  const isLeftOut = given === undefined && selectAll(selector, body).length === 0 && !holdsListOfObjects(body);
  const records = isLeftOut || body === null ? [] : selectRecords(body, selector, response.url);
  const isSingleRecord = selector.steps.length === 0 && isPlainObject(body);
  return { page: { url: response.url, headers: response.headers, body, records, isSingleRecord }, selector };
}

function holdsListOfObjects(body: unknown): boolean {
  if (Array.isArray(body)) return body.some(isPlainObject);
  return isPlainObject(body) && Object.values(body).some((value) => Array.isArray(value) && value.some(isPlainObject));
}
