import { DangoError } from '#lib/errors/dango-error.ts';
import type { JsonValue } from '#lib/spec/json-value.ts';
import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { removeYamlValue } from '#lib/spec/remove-yaml-value.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { sliceSource } from '#lib/spec/slice-source.ts';

/** A parameter under both of its names. */
export interface ParameterNames {
  /** As the module writes it. */
  readonly name: string;
  /** As sources.yml writes it. */
  readonly key: string;
}

/** What sources.yml says of a parameter; undefined where it says nothing. */
export function valueIn(text: string, source: string, names: ParameterNames): unknown {
  const path = pathOf(text, source, names);
  return path === undefined ? undefined : getYamlValue(text, path);
}

/**
 * The text of sources.yml with values of parameters; all else of it stays as it is. One that is undefined is taken away,
 * so that the default counts.
 * @throws DangoError `config-invalid` where the file cannot be changed, or has no such source.
 */
export function withParameters(
  text: string,
  source: string,
  edits: ReadonlyMap<ParameterNames, JsonValue | undefined>,
): string {
  let changed = text;
  for (const [names, value] of edits) {
    const path = pathOf(changed, source, names);
    if (path === undefined) {
      throw new DangoError(`sources.yml has no source called ${source} to write the values into`, {
        code: 'config-invalid',
        hint: 'It was renamed or deleted meanwhile. Open it under its new name, and set the values there.',
      });
    }
    if (value !== undefined) changed = setYamlValue(changed, path, value);
    else if (getYamlValue(changed, path) !== undefined) {
      changed = removeYamlValue(changed, path, { pruneEmptyParents: true });
    }
  }
  return changed;
}

function pathOf(text: string, source: string, { name, key }: ParameterNames): KeyPath | undefined {
  const index = sliceSource(text, source)?.index;
  if (index === undefined) return undefined;
  const values = ['sources', index, 'dlt_native', 'function_kwargs'];
  const isWritten = getYamlValue(text, [...values, key]) !== undefined;
  const isOther = !isWritten && getYamlValue(text, [...values, name]) !== undefined;
  return [...values, isOther ? name : key];
}

/** What stands in a field for a value. */
export function showValue(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export type ParameterType = 'text' | 'number' | 'boolean' | 'json';

/**
 * What a parameter takes: by its default; of one without, by the type that the module's text declares for it.
 * @param text of the module.
 */
export function typeOfParameter(
  { name, kind, defaultValue }: { name: string; kind: string; defaultValue?: unknown },
  text: string,
): ParameterType {
  if (kind === 'secret') return 'text';
  if (kind === 'default') return typeOfDefault(defaultValue);
  const [, declared] = new RegExp(`\\b${name}\\s*:\\s*required\\s*<\\s*(\\w+)`).exec(text) ?? [];
  if (declared === undefined || declared === 'string') return 'text';
  return declared === 'number' || declared === 'boolean' ? declared : 'json';
}

function typeOfDefault(value: unknown): ParameterType {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'bigint') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'json';
}

/** What was typed, as a value of its type; an empty field is none. `${NAME}` stands for a value of secrets.toml anywhere. */
export function readTyped(typed: string, type: ParameterType): JsonValue | undefined | Error {
  if (typed === '') return undefined;
  if (type === 'text' || /^\$\{[^}]+\}$/.test(typed)) return typed;
  if (type === 'number') {
    const value = Number(typed);
    if (typed.trim() === '' || !Number.isFinite(value)) return new Error('A number is needed.');
    // It would lose its last digits.
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return new Error('The number is too long for this field: write it in sources.yml.');
    }
    return value;
  }
  try {
    const value = JSON.parse(typed) as JsonValue;
    return type === 'boolean' && typeof value !== 'boolean' ? new Error('Write true or false.') : value;
  } catch {
    return new Error(type === 'boolean' ? 'Write true or false.' : 'JSON is needed, such as ["a", "b"].');
  }
}
