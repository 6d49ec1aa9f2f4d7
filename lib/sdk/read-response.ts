import { selectAll, type JsonPath } from '../spec/json-path.ts';
import { locateJsonList, type JsonListText } from '../util/json-list-text.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { DecodedResponse } from './decode-response.ts';
import type { PageResponse } from './paginate/paginator.ts';
import { plainKeys, readBodyLazily, type ReadBody } from './read-body.ts';
import { detectRecords } from './records/detect-records.ts';
import { selectRecords } from './records/select-records.ts';

export interface ReadResponse {
  readonly page: PageResponse;
  /** Where the records were; the following pages are read at the same place. */
  readonly selector: JsonPath;
  /** Why the place is doubtful, on the page on which it was found. */
  readonly doubt: string | undefined;
  /** The records in the text of the response; undefined where their place in it is not certain. */
  readonly text: JsonListText | undefined;
}

/**
 * Takes the records out of a response. Without a selector they are found, on the first page of a list.
 * @param found the place found on the first page; there a later page may lack the list, as some APIs leave out an
 *   empty one.
 * @param keepsText whether the text of the records is handed on, and they are parsed when they are looked at.
 * @throws DangoError `records-missing`, `response-invalid`.
 */
export function readResponse(
  response: DecodedResponse,
  given: JsonPath | undefined,
  found: JsonPath | undefined,
  keepsText = false,
): ReadResponse {
  const { body, list } = keepsText ? readBodyLazily(response, given ?? found) : { body: response.json<unknown>() };
  if (list !== undefined && given !== undefined) return listed(response, given, body, list);
  const detected = given === undefined && found === undefined ? detectRecords(body)[0] : undefined;
  const selector = given ?? found ?? detected?.path ?? { text: '$', steps: [] };
  const isLeftOut = given === undefined && selectAll(selector, body).length === 0 && !holdsListOfObjects(body);
  if (list !== undefined && !isLeftOut) return listed(response, selector, body, list);
  const records = isLeftOut || body === null ? [] : selectRecords(body, selector, response.url);
  const isSingleRecord = selector.steps.length === 0 && isPlainObject(body);
  const doubt = detected?.confidence === 'unsure' ? detected.evidence[0] : undefined;
  const page = { url: response.url, headers: response.headers, body, records, isSingleRecord };
  return { page, selector, doubt, text: keepsText ? textOf(response, selector, records) : undefined };
}

function textOf({ jsonText }: DecodedResponse, path: JsonPath, records: readonly unknown[]): JsonListText | undefined {
  const keys = plainKeys(path);
  if (jsonText === undefined || keys === undefined || records.length === 0) return undefined;
  const text = locateJsonList(jsonText, keys);
  return text?.bounds.length === 2 * records.length ? text : undefined;
}

function listed(
  { url, headers }: DecodedResponse,
  selector: JsonPath,
  body: unknown,
  { items, text }: NonNullable<ReadBody['list']>,
): ReadResponse {
  return { page: { url, headers, body, records: items, isSingleRecord: false }, selector, doubt: undefined, text };
}

function holdsListOfObjects(body: unknown): boolean {
  if (Array.isArray(body)) return body.some(isPlainObject);
  return isPlainObject(body) && Object.values(body).some((value) => Array.isArray(value) && value.some(isPlainObject));
}
