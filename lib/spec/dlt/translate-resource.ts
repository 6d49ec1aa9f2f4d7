import { isPlainObject } from '../../util/plain-object.ts';
import type { JsonValue } from '../json-value.ts';
import type { KeyPath } from '../key-path.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import { isEmptyValue, type DltReport, type Placed } from './dlt-report.ts';
import { isSingleEntityPath } from './dlt-text.ts';
import { translateBody, translateName, translateText, type TemplateContext } from './dlt-templates.ts';
import { keepSlashes } from './keep-slashes.ts';
import type { MergedResource } from './merge-dlt-defaults.ts';
import { translateAuth } from './translate-auth.ts';
import { translateHints } from './translate-hints.ts';
import { translateIncremental } from './translate-incremental.ts';
import { translatePaginator } from './translate-paginator.ts';
import { sortParams, type SortedParams } from './translate-params.ts';
import { translateResponseActions } from './translate-response-actions.ts';

/** One resource of a dlt configuration in Dango's words, with dlt's meanings and defaults. */
export function translateResource(
  resource: MergedResource,
  report: DltReport,
): TracedValue & { fields: Readonly<Record<string, TracedValue>> } {
  const { name, from, fields, endpoint } = resource;
  const sorted = sortParams(resource.params, report);
  const incremental = chooseIncremental(resource, sorted, report);
  const context: TemplateContext = {
    report,
    resource: name,
    incremental: incremental?.value,
    parents: new Set<string>(),
  };
  const path = endpoint.path ?? { value: name, from };
  const bound = bindPath(path, sorted, context);
  const isSingle = isSingleEntityPath(path.value);
  const headers = translateHeaders(resource, context);
  const body = translateBodies(resource, context);
  const params = translateParams(sorted, bound.used, context);
  refuseSteps(fields.processing_steps, report);
  const { include_from_parent: included, parallelized } = fields;
  const isChild = context.parents.size > 0;
  const hasBody = endpoint.method?.value === 'POST';
  return tracedMapping(from.slice(0, 2), {
    name: { from, value: name },
    endpoint: bound.path === name ? undefined : { from: path.from, value: bound.path },
    method: hasBody ? { from: endpoint.method?.from ?? from, value: 'POST' } : undefined,
    params,
    ...body,
    headers,
    auth: endpoint.auth === undefined ? undefined : translateAuth(endpoint.auth),
    data_selector: endpoint.data_selector ?? (isSingle ? { from: path.from, value: '$' } : undefined),
    pagination:
      endpoint.paginator === undefined
        ? isSingle
          ? { from: path.from, value: 'single_page' }
          : undefined
        : (translatePaginator(endpoint.paginator, report, hasBody) ?? { from: endpoint.paginator.from, value: 'auto' }),
    responses: translateResponseActions(endpoint.response_actions, report),
    incremental: incremental === undefined ? undefined : translateIncremental(incremental, report),
    ...translateHints(resource, report),
    include_from_parent: included === undefined || included.value.length === 0 ? undefined : { ...included },
    // dlt reads the children of one record after those of the other, unless it is told otherwise.
    concurrency: isChild && parallelized?.value !== true ? { from: parallelized?.from ?? from, value: 1 } : undefined,
  });
}

function chooseIncremental({ endpoint }: MergedResource, { incremental }: SortedParams, report: DltReport) {
  if (endpoint.incremental !== undefined && incremental !== undefined) {
    const message = 'A resource has one cursor, but both endpoint.incremental and a parameter are one';
    report.refuse(incremental.from, message, 'Keep one of them.');
  }
  return endpoint.incremental ?? incremental;
}

/** Plain names in a path stand for parameters: what is put into the path is not sent. */
function bindPath(path: Placed<string>, { values, resolves }: SortedParams, context: TemplateContext) {
  const { report, resource, parents } = context;
  const used = new Set<string>();
  const bind = (name: string): string | undefined => {
    const [value, resolve] = [values[name], resolves[name]];
    used.add(name);
    if (resolve !== undefined) {
      parents.add(resolve.value.resource);
      return `{resources.${resolve.value.resource}.${resolve.value.field}}`;
    }
    if (value === undefined) {
      const message = `The path "${path.value}" of resource "${resource}" needs the parameter "${name}", which endpoint.params does not have`;
      return report.refuse(path.from, message, `Add ${name} to params, or write {resources.<resource>.<field>}.`);
    }
    if (typeof value.value === 'string') return String(translateText(value.value, value.from, context));
    if (typeof value.value !== 'object') return String(value.value);
    return report.refuse(
      value.from,
      `The parameter "${name}" is put into the path, but it is no text`,
      'Write a text or a number.',
    );
  };
  // One slash stands where base URL and path meet, however many are written.
  const written = String(translateText(path.value, path.from, context, bind)).replace(/^\/{2,}/, '/');
  const open = Object.entries(resolves).filter(([name]) => !used.has(name));
  for (const [name, { from }] of open) {
    const message = `Resource "${resource}" defines the resolve parameter "${name}", which its path "${path.value}" does not use`;
    report.refuse(from, message, 'Write {resources.<resource>.<field>} as the value of the parameter.');
  }
  return { path: keepSlashes(written), used };
}

function translateParams(
  { values }: SortedParams,
  used: ReadonlySet<string>,
  context: TemplateContext,
): TracedValue | undefined {
  const sent = Object.entries(values).filter(([name]) => !used.has(name));
  if (sent.length === 0) return undefined;
  const from = sent[0]?.[1].from.slice(0, -1) ?? [];
  const fields = sent.map(([name, placed]) => [translateName(name, placed.from, context), placedBody(placed, context)]);
  return tracedMapping(from, Object.fromEntries(fields) as Record<string, TracedValue>);
}

function placedBody({ value, from }: Placed<JsonValue>, context: TemplateContext): TracedValue {
  return translateBody(value, from, context);
}

function translateHeaders({ endpoint }: MergedResource, context: TemplateContext): TracedValue | undefined {
  const { headers } = endpoint;
  if (headers === undefined || isEmptyValue(headers.value)) return undefined;
  return translateBody(headers.value, headers.from, context);
}

/** The body as JSON, as form fields or as text. */
function translateBodies({ endpoint, json }: MergedResource, context: TemplateContext) {
  const { data } = endpoint;
  const hasData = data !== undefined && !isEmptyValue(data.value);
  if (hasData && json.some(({ value }) => !isEmptyValue(value))) {
    context.report.refuse(
      data.from,
      'A request has one body: json and data cannot be used both',
      'Remove one of the two.',
      'key',
    );
  }
  const [first] = json;
  const translated =
    first === undefined
      ? undefined
      : json.length === 1
        ? translateBody(first.value, first.from, context)
        : mergeBodies(json, context);
  if (!hasData) return { json: translated };
  const { value, from } = data;
  if (typeof value === 'string') return { body: { from, value: String(translateText(value, from, context)) } };
  if (isPlainObject(value) || (Array.isArray(value) && value.every(isPair)))
    return { form: translateBody(value, from, context) };
  context.report.refuse(from, 'Expected form fields, a list of pairs or a text', 'Write data: { name: value }.');
  return {};
}

function isPair(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';
}

function mergeBodies(layers: readonly Placed<JsonValue>[], context: TemplateContext): TracedValue {
  const fields: Record<string, TracedValue> = {};
  let from: KeyPath = [];
  for (const layer of layers) {
    const translated = translateBody(layer.value, layer.from, context);
    if ('fields' in translated) Object.assign(fields, translated.fields);
    from = layer.from;
  }
  return tracedMapping(from, fields);
}

function refuseSteps(steps: Placed<unknown> | undefined, report: DltReport): void {
  if (steps === undefined || isEmptyValue(steps.value)) return;
  report.refuse(
    steps.from,
    'Each of processing_steps is a function in dlt, which YAML cannot hold',
    'Run dango source convert and write steps instead, or write this source as a module.',
    'key',
  );
}
