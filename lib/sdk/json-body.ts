import type { JsonObject, JsonValue } from '../spec/json-value.ts';
import { isPlainObject } from '../util/plain-object.ts';

/** A copy of a JSON body with a value set at a dotted path; objects on the way are made, a body that is none is replaced. */
export function setInBody(body: JsonValue | undefined, path: string, value: JsonValue): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const object: JsonObject = isJsonObject(body) ? body : {};
  return { ...object, [name]: rest.length === 0 ? value : setInBody(object[name], rest.join('.'), value) };
}

function isJsonObject(body: JsonValue | undefined): body is JsonObject {
  return isPlainObject(body);
}
