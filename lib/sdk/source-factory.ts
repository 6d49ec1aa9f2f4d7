import type { ParamArguments, Params, ParamValues } from './params.ts';
import type { Resource } from './resource.ts';

/** Global, so that a source made by one copy of Dango is known to another. */
const factoryMark = Symbol.for('dango.source');
const boundMark = Symbol.for('dango.bound-source');

export interface SourceDefinition<Declared extends Params> {
  /** In snake_case. Default: the name of the export. */
  readonly name?: string | undefined;
  /** `secret()`, `required()` or a default value, by name in camelCase. Configuration files say it in snake_case. */
  readonly params?: Declared | undefined;
  /** Makes the resources; `params` holds every declared parameter. May be asynchronous or a generator. */
  readonly resources: (params: ParamValues<Declared>) => ProducedResources;
}

/** One resource, a list of them, or something that yields them. */
export type ProducedResources =
  | Resource
  | Iterable<Resource>
  | AsyncIterable<Resource>
  | Promise<Resource | Iterable<Resource>>;

/** A source as a module exports it. Calling it fills parameters in; what is missing comes from the project. */
export interface SourceFactory<Declared extends Params> extends AnySourceFactory {
  (values?: ParamArguments<Declared>): BoundSource;
}

/** A source whose parameters are not known to the compiler. */
export interface AnySourceFactory {
  readonly [factoryMark]: SourceMetadata;
}

export interface SourceMetadata {
  /** As the definition gives it; undefined where the export names the source. */
  readonly name: string | undefined;
  readonly params: Params;
  /** Calls the user's function. `values` must be complete. */
  readonly produce: (values: Readonly<Record<string, unknown>>) => unknown;
}

/** A source with some or all of its parameters given by code. */
export interface BoundSource {
  readonly [boundMark]: true;
  readonly factory: AnySourceFactory;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Defines a source: its parameters, and the resources made with them. */
export function source<const Declared extends Params = Readonly<Record<string, never>>>(
  definition: SourceDefinition<Declared>,
): SourceFactory<Declared> {
  const { name, params = {}, resources } = definition;
  const metadata: SourceMetadata = {
    name,
    params,
    // bindSource checks the values against `params` before it calls this.
    produce: (values) => resources(values as ParamValues<Declared>),
  };
  const factory = (values: ParamArguments<Declared> = {}): BoundSource => ({
    [boundMark]: true,
    factory: marked,
    values,
  });
  const marked: SourceFactory<Declared> = Object.assign(factory, { [factoryMark]: metadata } as const);
  return marked;
}

export function isSourceFactory(value: unknown): value is AnySourceFactory {
  return typeof value === 'function' && factoryMark in value;
}

export function isBoundSource(value: unknown): value is BoundSource {
  return typeof value === 'object' && value !== null && boundMark in value;
}

/** What the source declares: its name, its parameters and how to make its resources. */
export function metadataOf(factory: AnySourceFactory): SourceMetadata {
  return factory[factoryMark];
}
