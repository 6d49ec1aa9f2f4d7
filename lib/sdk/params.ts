import type { JsonValue } from '../spec/json-value.ts';

const kind = Symbol.for('dango.param');

/** A parameter whose value comes from `.dlt/secrets.toml` or the environment, and is masked wherever it shows. */
export interface SecretParam {
  readonly [kind]: 'secret';
}

/** A parameter without default. */
export interface RequiredParam<Value extends JsonValue> {
  readonly [kind]: 'required';
  /** Only for the type; never set. */
  readonly value?: Value;
}

/** A secret, a required value, or the default of an optional one. */
export type Param = SecretParam | RequiredParam<JsonValue> | JsonValue;
export type Params = Readonly<Record<string, Param>>;

/** Declares a secret parameter, such as an API key. */
export function secret(): SecretParam {
  return { [kind]: 'secret' };
}

/** Declares a parameter that has no default: `accountId: required<number>()`. The type is text where none is given. */
export function required(): RequiredParam<string>;
export function required<Value extends JsonValue>(): RequiredParam<Value>;
export function required(): RequiredParam<JsonValue> {
  return { [kind]: 'required' };
}

/** Whether a declared parameter is a secret, is required, or is a default value itself. Works across copies of Dango. */
export function kindOfParam(param: Param): 'secret' | 'required' | 'default' {
  if (typeof param !== 'object' || param === null || !(kind in param)) return 'default';
  return param[kind] === 'secret' ? 'secret' : 'required';
}

/** The values that `resources` is given. */
export type ParamValues<Declared extends Params> = {
  readonly [Name in keyof Declared]: Declared[Name] extends SecretParam
    ? string
    : Declared[Name] extends RequiredParam<infer Value>
      ? Value
      : Widen<Declared[Name]>;
};

/** A default of `"https://…"` stands for any text, `10` for any number. */
type Widen<Value> = Value extends string
  ? string
  : Value extends number
    ? number
    : Value extends boolean
      ? boolean
      : Value extends readonly (infer Item)[]
        ? readonly Widen<Item>[]
        : Value extends object
          ? { readonly [Name in keyof Value]: Widen<Value[Name]> }
          : Value;

/** What a call of a source may be given. What is left out comes from the project's secrets or is the default. */
export type ParamArguments<Declared extends Params> = Partial<ParamValues<Declared>>;
