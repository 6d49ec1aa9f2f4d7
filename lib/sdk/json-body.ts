import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import { isPlainObject } from '../util/plain-object.ts';

/** A body that is sent as JSON. What is undefined is left out of an object, and null in a list. */
export type JsonBody =
  | Exclude<JsonValue, object>
  | undefined
  | readonly JsonBody[]
  | { readonly [key: string]: JsonBody };

/** A body without what is undefined. */
export function toJsonBody(body: JsonBody): JsonValue | undefined {
  if (typeof body !== 'object' || body === null) return body;
  if (isBodyList(body)) return body.map((item) => toJsonBody(item) ?? null);
  const fields = Object.entries(body).flatMap(([name, value]): [string, JsonValue][] => {
    const inner = toJsonBody(value);
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(fields);
}

function isBodyList(body: JsonBody): body is readonly JsonBody[] {
  return Array.isArray(body);
}

/** A copy of a JSON body with a value set at a dotted path; objects on the way are made, a body that is none is replaced. */
export function setInBody(body: JsonValue | undefined, path: string, value: JsonValue): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const object: JsonObject = isJsonObject(body) ? body : {};
  return { ...object, [name]: rest.length === 0 ? value : setInBody(object[name], rest.join('.'), value) };
}

function isJsonObject(body: JsonValue | undefined): body is JsonObject {
  return isPlainObject(body);
}
