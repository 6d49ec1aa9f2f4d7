import { DangoError } from '../errors/dango-error.ts';
import { closestWord } from '../util/closest-word.ts';
import { isResource } from './bind-source.ts';
import { toSnakeCase } from '../util/snake-case.ts';
import { isSourceFactory, metadataOf, wholeOf, type AnySourceFactory } from './source-factory.ts';

export interface FoundSource {
  /** The source's own name, else that of the export; in snake_case. */
  readonly name: string;
  readonly exportName: string;
  readonly factory: AnySourceFactory;
}

/**
 * The source that a module exports.
 * @param requestedName name of the export or of the source, in snake_case or camelCase; without it the module must
 *   export exactly one source.
 * @throws DangoError `module-invalid`, listing what the module exports.
 */
export function findSource(moduleExports: Readonly<Record<string, unknown>>, requestedName?: string): FoundSource {
  const found = listSources(moduleExports);
  if (requestedName === undefined) {
    const [only, another] = found;
    if (only !== undefined && another === undefined) return checkName(only);
    throw only === undefined ? noSource(moduleExports) : severalSources(found);
  }
  const wanted = toSnakeCase(requestedName);
  const matching =
    found.find(({ exportName }) => exportName === requestedName) ??
    found.find((one) => nameInModule(one) === wanted || toSnakeCase(one.exportName) === wanted);
  if (matching !== undefined) return checkName(matching);
  throw found.length === 0 ? noSource(moduleExports) : unknownSource(requestedName, found);
}

/** Every source of a module, once each, also where two exports name the same one. */
export function listSources(moduleExports: Readonly<Record<string, unknown>>): readonly FoundSource[] {
  const found = new Map<AnySourceFactory, FoundSource>();
  for (const [exportName, value] of Object.entries(moduleExports)) {
    if (!isSourceFactory(value) || found.has(value)) continue;
    found.set(value, { name: toSnakeCase(metadataOf(value).name ?? exportName), exportName, factory: value });
  }
  return [...found.values()];
}

/** `export default` says nothing of what the source is called. */
function checkName(found: FoundSource): FoundSource {
  if (found.exportName !== 'default' || metadataOf(found.factory).name !== undefined) return found;
  throw new DangoError('The source that the module exports by default has no name.', {
    code: 'module-invalid',
    hint: 'Name it: source({ name: "my_api", … }), or export it as a constant.',
  });
}

function noSource(moduleExports: Readonly<Record<string, unknown>>): DangoError {
  const exports = Object.entries(moduleExports).map(([name, value]) => `${name} (${describe(value)})`);
  const list = exports.length === 0 ? 'nothing' : exports.join(', ');
  return new DangoError(`The module exports no source; it exports ${list}.`, {
    code: 'module-invalid',
    hint: 'Export one: export const myApiSource = source({ … }), with source imported from "dango".',
  });
}

function describe(value: unknown): string {
  if (isResource(value)) return 'a resource';
  return value === null ? 'null' : typeof value;
}

function severalSources(found: readonly FoundSource[]): DangoError {
  return new DangoError(`The module exports several sources: ${listNames(found)}.`, {
    code: 'module-invalid',
    hint: `Name one in sources.yml, such as source_name: ${found.map(nameInModule)[0]}.`,
  });
}

function unknownSource(requestedName: string, found: readonly FoundSource[]): DangoError {
  const meant = closestWord(toSnakeCase(requestedName), found.map(nameInModule));
  return new DangoError(`The module exports no source "${requestedName}"; it exports ${listNames(found)}.`, {
    code: 'module-invalid',
    hint: meant === undefined ? `Set source_name to one of these.` : `Did you mean "${meant}"?`,
    context: { sourceName: requestedName },
  });
}

function listNames(found: readonly FoundSource[]): string {
  return found.map(nameInModule).join(', ');
}

/** A part of a source has the name of the whole, so it goes by that of its export. */
function nameInModule({ name, exportName, factory }: FoundSource): string {
  return wholeOf(factory) === factory ? name : toSnakeCase(exportName);
}
