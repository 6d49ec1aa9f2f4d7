import type { QueryParams as SentParams } from '../http/http-client.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { stringifyExact } from '../util/exact-json.ts';

/** Query parameters: undefined and null are left out, lists repeat the parameter, objects travel as JSON text. */
export type QueryParams = Readonly<Record<string, JsonValue | undefined>>;

/** Parameters as they are sent. */
export function toQuery(params: QueryParams): SentParams {
  const query: Record<string, SentParams[string]> = {};
  for (const [name, value] of Object.entries(params)) {
    query[name] = isList(value) ? value.map(toParam) : value === null || value === undefined ? value : toParam(value);
  }
  return query;
}

/** Headers as they are sent: without those that are undefined or null. */
export function toHeaders(headers: QueryParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === null ? [] : [[name, toParam(value)]],
    ),
  );
}

/** A value as the text of a parameter, header or field. */
export function toParam(value: JsonValue): string {
  return typeof value === 'object' ? stringifyExact(value) : String(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
