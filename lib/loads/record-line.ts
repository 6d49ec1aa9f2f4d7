import { rawJson } from '../util/raw-json.ts';

/**
 * One record as a line of the spool, its id in front.
 * Integers of any size keep their digits; texts are made well-formed, because half a surrogate pair would make the
 * whole file unreadable; anything that is not an object becomes `{ value: … }`.
 */
export function recordLine(id: string, record: unknown): string {
  const head = `{"_dlt_id":${JSON.stringify(id)}`;
  const body = JSON.stringify(asObject(record), exactInteger);
  return body === '{}' ? `${head}}` : `${head},${wellFormed(body).slice(1)}`;
}

/** The object that stands for a record in the spool: the record itself, or its value under the name `value`. */
export function asObject(record: unknown): object {
  const isObject = typeof record === 'object' && record !== null && !Array.isArray(record) && !(record instanceof Date);
  if (!isObject) return { value: record };
  if (!('_dlt_id' in record)) return record;
  // The record came out of a dlt table itself; its id stays, under a name that is free.
  const { _dlt_id: sourceId, ...rest } = record;
  return { source_dlt_id: sourceId, ...rest };
}

function exactInteger(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(String(value)) : value;
}

function wellFormed(json: string): string {
  // JSON.stringify writes half a pair as an escape and whole ones as they are.
  return json.includes('\\ud') ? json.replaceAll(loneSurrogate, '$1\uFFFD') : json;
}

/** An escape of a surrogate that is not itself an escaped backslash followed by `ud…`. */
const loneSurrogate = /((?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
