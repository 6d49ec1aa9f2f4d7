import { toFormBody } from '../sdk/form-body.ts';
import { toParam, toQuery, type QueryParams } from '../sdk/query-params.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { parsePlaceholders } from '../spec/placeholders.ts';
import type { FormFields as DeclaredForm, RestResource } from '../spec/rest-source.ts';
import { walkStrings } from '../spec/walk-strings.ts';
import { stringifyExact } from '../util/exact-json.ts';
import type { FillContext } from './fill-context.ts';
import { fillJson, fillObject } from './fill-json.ts';
import { fillPath } from './fill-path.ts';
import { fillText, fillValue } from './fill-text.ts';
import { readPlaceholder } from './read-placeholder.ts';

/** The first request of a resource, for one parent record if it has a parent. */
export interface PlannedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly params: QueryParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonValue | undefined;
  readonly body: string | URLSearchParams | undefined;
  readonly reason: string;
}

/**
 * Fills the placeholders of a resource. Undefined when the parent's record names nothing to read.
 * @throws DangoError `records-missing` for a field that the parent lacks, `cursor-invalid` for a cursor without value.
 */
export function planRequest(resource: RestResource, baseUrl: string, context: FillContext): PlannedRequest | undefined {
  const path = fillPath(resource.path, baseUrl, context);
  if (path === undefined) return undefined;
  const { startParam, endParam } = resource.incremental ?? {};
  const start = startParam === undefined ? {} : { [startParam]: context.cursor?.startValue };
  const end = endParam === undefined ? {} : { [endParam]: context.cursor?.endValue };
  return {
    method: resource.method,
    path,
    params: { ...toQuery(fillObject(resource.params, context)), ...start, ...end },
    headers: fillHeaders(resource.headers, context),
    json: resource.json === undefined ? undefined : fillJson(resource.json, context),
    body: fillBody(resource, context),
    reason: explain(resource, context),
  };
}

function fillBody({ form, body }: RestResource, context: FillContext): PlannedRequest['body'] {
  if (form === undefined) return body === undefined ? undefined : fillText(body, context);
  return toFormBody(
    isPairs(form) ? form.map(([name, value]) => [name, fillJson(value, context)]) : fillObject(form, context),
  );
}

function isPairs(form: DeclaredForm): form is Extract<DeclaredForm, readonly unknown[]> {
  return Array.isArray(form);
}

function fillHeaders(headers: RestResource['headers'], context: FillContext): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers)) {
    const value = fillValue(text, context);
    if (value !== undefined && value !== null) filled[name] = toParam(value);
  }
  return filled;
}

/** `first page`, or `first page for users.id = 7`. */
function explain(resource: RestResource, context: FillContext): string {
  const list = [...filledValues(resource, context)].map(([field, value]) => `${field} = ${toParam(value)}`);
  return list.length === 0 ? 'first page' : `first page for ${list.join(', ')}`;
}

/** What tells the series of a resource apart: the values of its `{resources.…}` and `{for_each.…}`, by their names. */
export function seriesKey(resource: RestResource, context: FillContext): string {
  const filled = [...filledValues(resource, context)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const values = filled.map(([, value]) => value);
  return stringifyExact(values.length === 1 ? values[0] : values);
}

function filledValues(resource: RestResource, context: FillContext): ReadonlyMap<string, JsonValue> {
  const filled = new Map<string, JsonValue>();
  const { path, params, json, form, body, headers } = resource;
  walkStrings([path, params, json, form, body, headers], (text) => {
    for (const part of parsePlaceholders(text)) {
      if (part.type !== 'resource' && part.type !== 'for_each') continue;
      const owner = part.type === 'resource' ? part.resource : part.name;
      const field = part.fieldPath === '' ? owner : `${owner}.${part.fieldPath}`;
      filled.set(field, readPlaceholder(part, context) ?? null);
    }
  });
  return filled;
}
