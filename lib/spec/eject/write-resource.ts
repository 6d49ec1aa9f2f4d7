import { isHttpUrl } from '../http-url.ts';
import { parentField } from '../parent-field.ts';
import { hasPlaceholder, parsePlaceholders } from '../placeholders.ts';
import type { RestResource } from '../rest-source.ts';
import { walkStrings } from '../walk-strings.ts';
import {
  arrow,
  blockArrow,
  braces,
  call,
  callArguments,
  member,
  object,
  other,
  quote,
  type Code,
  type Entry,
} from './code.ts';
import { hardLine, indent, type Layout } from './layout.ts';
import type { ResourcePlace } from './resource-place.ts';
import { parametersOf, type Scope, type ValueWriter } from './value-writer.ts';
import { writePath } from './write-path.ts';
import { writeSteps } from './write-steps.ts';
import { writeTableOptions } from './write-table-options.ts';

/** Code in the place of what one resource has by itself. */
export interface ResourceParts {
  readonly name: Code;
  readonly path: Code;
  /** The entries of its parameters; absent: its own. */
  readonly params?: readonly Layout[] | undefined;
  /** An expression in the place of all parameters. */
  readonly whole?: Code;
  readonly hasSteps?: boolean;
}

export interface WrittenResource {
  readonly name: Code;
  readonly path: Code;
  /** Parameters that need nothing of the function that reads it, and those behind that do. */
  readonly plainParams: readonly Entry[];
  readonly filledParams: readonly Entry[];
  /** `.addFilter(…)` and the like. */
  readonly steps: readonly Layout[];
  /** The call that makes it. */
  write(parts?: Partial<ResourceParts>): Layout;
}

/** `resource('posts', { … }, () => client.paginate('/posts'))`, or a transformer. */
export function writeResource(resource: RestResource, place: ResourcePlace): WrittenResource {
  const { writer } = place;
  const { name, parent, incremental, steps = [], includeFromParent = [] } = resource;
  const isFormatted = incremental?.convert !== undefined;
  const scope: Scope = {
    parent: parent === undefined ? undefined : { resource: parent, variable: place.recordOf(parent) },
    used: new Set(),
    cursor: isFormatted ? 'sent' : 'cursor',
  };
  const path = writePath(resource.path, scope, writer);
  const params = writeParams(resource, scope, writer);
  const request = writeRequest(resource, scope, place);
  const included = writer.options(includeFromParent.map((field) => writeIncluded(resource, field, scope, writer)));
  const table = writeTableOptions(resource, place);
  const changes = steps.length === 0 ? [] : writeSteps(steps, place.recordOf(name), writer);
  const maker = writer.sdk(parent === undefined ? 'resource' : 'transformer');

  return {
    name: writer.text(name),
    path,
    ...params,
    steps: changes,
    write({ name: nameCode = writer.text(name), path: pathCode = path, params: given, whole, hasSteps = true } = {}) {
      const { plainParams, filledParams } = params;
      const own = [...plainParams, ...filledParams];
      const ownParams = own.length === 0 ? undefined : object(own);
      const sent = whole ?? (given === undefined ? ownParams : given.length === 0 ? undefined : braces(given));
      const options = request(sent);
      const args = options.size === 0 ? [pathCode] : [pathCode, options];
      const pages = call('client.paginate', args);
      const records = includeFromParent.length === 0 ? pages : call(writer.sdk('withFields'), [pages, included]);
      const parameters = parametersOf(scope);
      const body =
        isFormatted && scope.used.has('cursor')
          ? blockArrow(parameters, formatted(incremental.convert ?? '', records, writer))
          : arrow(parameters, records);
      return chain([maker, callArguments([nameCode, table, body])], hasSteps ? changes : []);
    },
  };
}

function formatted(form: string, records: Code, writer: ValueWriter): readonly Layout[] {
  const sent: Layout = [
    'const sent = ',
    call(writer.sdk('formatCursor'), [other('cursor'), writer.text(form)]).layout,
    ';',
  ];
  return [sent, ['return ', records.layout, ';']];
}

/** A single change follows in the line, more stand one below the other. */
export function chain(first: Layout, changes: readonly Layout[]): Layout {
  return changes.length > 1
    ? [first, indent(...changes.map((change): Layout => [hardLine, change]))]
    : [first, ...changes];
}

function writeIncluded(
  { parent, crossWith = [], forEach = {} }: RestResource,
  field: string,
  scope: Scope,
  writer: ValueWriter,
): Entry {
  if (Object.hasOwn(forEach, field)) {
    scope.used.add('values');
    return [`_for_each_${field}`, other(member('values', field))];
  }
  const found = parentField(field, [...(parent === undefined ? [] : [parent]), ...crossWith]);
  const owner = found?.parent ?? '';
  const path = found?.field ?? field;
  return [`_${owner}_${path}`, other(writer.parentField(owner, path, scope))];
}

/** The options of `client.paginate`, with these parameters. */
function writeRequest(
  resource: RestResource,
  scope: Scope,
  { writer, own }: ResourcePlace,
): (params: Code | undefined) => Code {
  const { method, json, form, body, headers, format, retry, incremental } = resource;
  const isPost = method === 'POST';
  const before: Options = [['method', isPost ? other(quote(method)) : undefined]];
  const behind: Options = [
    ['headers', Object.keys(headers).length === 0 ? undefined : writer.filled(headers, scope)],
    ['headersOrigin', isWholeAddress(resource.path) ? other('baseUrl') : undefined],
    ['json', json === undefined ? undefined : writer.filled(json, scope)],
    ['form', form === undefined ? undefined : writer.filled(form, scope)],
    ['body', body === undefined ? undefined : writer.filledText(body, scope)],
    ['auth', own.auth],
    ['authOrigin', own.auth === undefined ? undefined : writeAuthOrigin(resource.path)],
    ['paginator', own.paginator],
    ['dataSelector', own.dataSelector === undefined ? undefined : writer.text(own.dataSelector)],
    ['format', format === undefined ? undefined : writer.json(format)],
    ['retry', retry === undefined ? undefined : writer.json(retry)],
    ['responses', own.responses],
    // Where records end that are wanted, no page behind them is asked for.
    ['readAhead', incremental?.rowOrder === undefined ? undefined : other('false')],
  ];
  return (params) => writer.options([...before, ['params', params], ...behind]);
}

type Options = readonly (readonly [string, Code | undefined])[];

/** A placeholder that is the whole endpoint: an address of the API's own. */
function isWholeAddress(path: string): boolean {
  const [only, ...others] = parsePlaceholders(path);
  return others.length === 0 && only?.type === 'resource' && only.keepsSlashes !== true;
}

function writeAuthOrigin(path: string): Code | undefined {
  const isOwnHost = isHttpUrl(path) && !hasPlaceholder(new URL(path).host);
  return isOwnHost ? other(quote(new URL(path).origin)) : undefined;
}

/** What is null is left out of a query. A parameter of the cursor takes the place of one with its name. */
function writeParams(
  { params, incremental }: RestResource,
  scope: Scope,
  writer: ValueWriter,
): Pick<WrittenResource, 'plainParams' | 'filledParams'> {
  const entries = new Map<string, Code>();
  for (const [name, value] of Object.entries(params))
    if (value !== null) entries.set(name, writer.filled(value, scope));
  const { startParam, endParam } = incremental ?? {};
  const bound = (name: string): Code => {
    scope.used.add('cursor');
    return other(`${scope.cursor}.${name}`);
  };
  if (startParam !== undefined) entries.set(startParam, bound('startValue'));
  if (endParam !== undefined) entries.set(endParam, bound('endValue'));
  const isPlain = (name: string): boolean => {
    const texts: string[] = [];
    walkStrings(params[name], (text) => texts.push(text));
    return name !== startParam && name !== endParam && !texts.some(hasPlaceholder);
  };
  const all = [...entries];
  const firstFilled = all.findIndex(([name]) => !isPlain(name));
  const cut = firstFilled < 0 ? all.length : firstFilled;
  return { plainParams: all.slice(0, cut), filledParams: all.slice(cut) };
}
