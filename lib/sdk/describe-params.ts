import { kindOfParam } from './params.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { metadataOf, type AnySourceFactory } from './source-factory.ts';

export interface ParamDescription {
  /** As the module writes it: `apiKey`. */
  readonly name: string;
  /** As configuration files write it: `api_key`. */
  readonly key: string;
  readonly kind: 'secret' | 'required' | 'default';
  /** The default value; absent for the other kinds. */
  readonly defaultValue?: unknown;
}

/** The parameters of a source, for whoever looks their values up. */
export function describeParams(factory: AnySourceFactory): readonly ParamDescription[] {
  return Object.entries(metadataOf(factory).params).map(([name, param]) => {
    const kind = kindOfParam(param);
    return { name, key: toSnakeCase(name), kind, ...(kind === 'default' ? { defaultValue: param } : {}) };
  });
}
