import { rawJson } from '../util/raw-json.ts';

/**
 * One record as a line of the spool, its id in front.
 * Integers of any size keep their digits; texts are made well-formed, because half a surrogate pair would make the
 * whole file unreadable; anything that is not an object becomes `{ value: … }`.
 */
export function recordLine(id: string, record: unknown): string {
  const head = `{"_dlt_id":${JSON.stringify(id)}`;
  const fields = asObject(record);
  let body = JSON.stringify(fields, exactInteger);
  // JSON.stringify writes half a surrogate pair as an escape, and whole ones as they are.
  if (body.includes('\\ud')) body = JSON.stringify(fields, exactAndWellFormed);
  return body === '{}' ? `${head}}` : `${head},${body.slice(1)}`;
}

/** The object that stands for a record in the spool: the record itself, or its value under the name `value`. */
export function asObject(record: unknown): object {
  const value: unknown = hasToJson(record) ? record.toJSON() : record;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value };
  const sourceIds = Object.keys(value).filter((key) => key.length === 7 && key.toLowerCase() === '_dlt_id');
  if (sourceIds.length === 0) return value;
  // The record came out of a dlt table itself; its id stays, under a name that is free.
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [sourceIds.includes(key) ? `source${key}` : key, field]),
  );
}

function hasToJson(record: unknown): record is { toJSON(): unknown } {
  return typeof record === 'object' && record !== null && 'toJSON' in record && typeof record.toJSON === 'function';
}

function exactInteger(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(String(value)) : value;
}

function exactAndWellFormed(key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || Object.keys(value).every((name) => name.isWellFormed())) return exactInteger(key, value);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name.toWellFormed(), field]));
}
