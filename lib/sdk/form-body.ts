import type { JsonValue } from '../spec/json-value.ts';
import { toParam } from './query-params.ts';

/** Fields of a form by name, where a list repeats its name; or pairs, which keep their order. */
export type FormFields =
  | Readonly<Record<string, JsonValue | undefined>>
  | readonly (readonly [name: string, value: JsonValue | undefined])[];

/** The body of a form. Undefined and null are left out; objects travel as JSON text. */
export function toFormBody(form: FormFields): URLSearchParams {
  const fields = new URLSearchParams();
  const given: readonly (readonly [string, JsonValue | undefined])[] = isPairs(form) ? form : Object.entries(form);
  for (const [name, value] of given) {
    for (const item of Array.isArray(value) ? (value as readonly JsonValue[]) : [value]) {
      if (item !== undefined && item !== null) fields.append(name, toParam(item));
    }
  }
  return fields;
}

function isPairs(form: FormFields): form is Extract<FormFields, readonly unknown[]> {
  return Array.isArray(form);
}
