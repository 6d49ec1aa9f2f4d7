import { selectAll, type JsonPath } from '../spec/json-path.ts';
import { locateJsonList, type JsonListText } from '../util/json-list-text.ts';
import { isPlainObject } from '../util/plain-object.ts';
import type { DecodedResponse } from './decode-response.ts';
import type { PageResponse } from './paginate/paginator.ts';
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
 * @throws DangoError `records-missing`, `response-invalid`.
 */
export function readResponse(
  response: DecodedResponse,
  given: JsonPath | undefined,
  found: JsonPath | undefined,
): ReadResponse {
  const body = response.json<unknown>();
  const detected = given === undefined && found === undefined ? detectRecords(body)[0] : undefined;
  const selector = given ?? found ?? detected?.path ?? { text: '$', steps: [] };
  const isLeftOut = given === undefined && selectAll(selector, body).length === 0 && !holdsListOfObjects(body);
  const records = isLeftOut || body === null ? [] : selectRecords(body, selector, response.url);
  const isSingleRecord = selector.steps.length === 0 && isPlainObject(body);
  const doubt = detected?.confidence === 'unsure' ? detected.evidence[0] : undefined;
  const page = { url: response.url, headers: response.headers, body, records, isSingleRecord };
  return { page, selector, doubt, text: isLeftOut ? undefined : textOf(response, selector, body, records) };
}

function textOf(
  { jsonText }: DecodedResponse,
  { steps }: JsonPath,
  body: unknown,
  records: readonly unknown[],
): JsonListText | undefined {
  if (jsonText === undefined || records.length === 0) return undefined;
  const names = steps.flatMap((step) => (step.type === 'name' ? [step.name] : []));
  const [list] = selectAll({ text: '', steps }, body);
  const isPlain = names.length === steps.length && Array.isArray(list) && list.length === records.length;
  return isPlain ? locateJsonList(jsonText, names, records) : undefined;
}

function holdsListOfObjects(body: unknown): boolean {
  if (Array.isArray(body)) return body.some(isPlainObject);
  return isPlainObject(body) && Object.values(body).some((value) => Array.isArray(value) && value.some(isPlainObject));
}
