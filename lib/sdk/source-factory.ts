import { DangoError } from '../errors/dango-error.ts';
import type { ParamArguments, Params, ParamValues } from './params.ts';
import type { Resource } from './resource.ts';
import { checkTableHints, type TableHints } from './table-hints.ts';

/** Global, so that a source made by one copy of Dango is known to another. */
const factoryMark = Symbol.for('dango.source');
const boundMark = Symbol.for('dango.bound-source');

export interface SourceDefinition<Declared extends Params> {
  /** In snake_case. Default: the name of the export. */
  readonly name?: string | undefined;
  /** What the tables of its resources may become, where a resource says nothing of it. Default `evolve`. */
  readonly schemaContract?: TableHints['schemaContract'];
  /** Levels of objects and lists that become columns and child tables, where a resource says nothing of it. Default: all. */
  readonly maxTableNesting?: number | undefined;
  /** What becomes of fields that never had a value, where a resource says nothing of it. Default `omit`. */
  readonly nullColumns?: TableHints['nullColumns'];
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
  /**
   * The same source with a part of its resources: only these load; others are read where these need their records.
   * Export it under a name of its own: `export const orders = shopSource.withResources('orders')`.
   */
  withResources(...names: readonly string[]): SourceFactory<Declared>;
}

/** A source whose parameters are not known to the compiler. */
export interface AnySourceFactory {
  readonly [factoryMark]: SourceMetadata;
}

export interface SourceMetadata {
  /** As the definition gives it; undefined where the export names the source. */
  readonly name: string | undefined;
  readonly params: Params;
  /** For resources that do not say it themselves. */
  readonly defaults: Pick<TableHints, 'schemaContract' | 'maxTableNesting' | 'nullColumns'>;
  /** Calls the user's function. `values` must be complete. */
  readonly produce: (values: Readonly<Record<string, unknown>>) => unknown;
  /** Names of the resources that load. Absent: as each of them says. */
  readonly resourceNames?: readonly string[] | undefined;
  /** The source that this one is a part of. Absent: it is whole. */
  readonly whole?: AnySourceFactory | undefined;
}

/** A source with some or all of its parameters given by code. */
export interface BoundSource {
  readonly [boundMark]: true;
  readonly factory: AnySourceFactory;
  readonly values: Readonly<Record<string, unknown>>;
  /** The same source with a part of its resources: only these load; others are read where these need their records. */
  withResources(...names: readonly string[]): BoundSource;
}

/** Defines a source: its parameters, and the resources made with them. */
export function source<const Declared extends Params = Readonly<Record<string, never>>>(
  definition: SourceDefinition<Declared>,
): SourceFactory<Declared> {
  const { name, params = {}, resources, schemaContract, maxTableNesting, nullColumns } = definition;
  const defaults = { schemaContract, maxTableNesting, nullColumns };
  checkTableHints(name ?? 'of a source', defaults);
  return sourceFactory<Declared>({
    name,
    params,
    defaults,
    // bindSource checks the values against `params` before it calls this.
    produce: (values) => resources(values as ParamValues<Declared>),
  });
}

function sourceFactory<Declared extends Params>(metadata: SourceMetadata): SourceFactory<Declared> {
  const part = (names: readonly string[]): SourceFactory<Declared> =>
    sourceFactory<Declared>({ ...metadata, resourceNames: checkNames(names), whole: wholeOf(marked) });
  const bound = (factory: AnySourceFactory, values: BoundSource['values']): BoundSource => ({
    [boundMark]: true,
    factory,
    values,
    withResources: (...names) => bound(part(names), values),
  });
  const factory = (values: ParamArguments<Declared> = {}): BoundSource => bound(marked, values);
  const marked: SourceFactory<Declared> = Object.assign(factory, {
    [factoryMark]: metadata,
    withResources: (...names: readonly string[]) => part(names),
  } as const);
  return marked;
}

function checkNames(names: readonly string[]): readonly string[] {
  if (names.length > 0) return names;
  throw new DangoError('withResources() was given no name, so nothing would load.', {
    code: 'module-invalid',
    hint: 'Name at least one resource: withResources("orders").',
  });
}

/** The source that this one is a part of, else itself. */
export function wholeOf(factory: AnySourceFactory): AnySourceFactory {
  return metadataOf(factory).whole ?? factory;
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
