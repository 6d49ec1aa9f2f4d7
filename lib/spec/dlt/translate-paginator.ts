import type { KeyPath } from '../key-path.ts';
import type { JsonValue } from '../json-value.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import type { DltPaginator } from './dlt-paginator-spec.ts';
import type { DltReport, Placed } from './dlt-report.ts';

type Given<Type extends string> = Extract<DltPaginator, { type: Type }>;

/**
 * dlt's paginator in Dango's words, with dlt's defaults; undefined for `auto`.
 * @param hasBody whether a request that is paged so may have a body: then it is said where paging values travel.
 */
export function translatePaginator(
  { value, from }: Placed<DltPaginator>,
  report: DltReport,
  hasBody: boolean,
): TracedValue | undefined {
  if (value === 'offset') {
    return report.refuse(
      from,
      'The paginator "offset" needs a limit',
      'Write it as a mapping: type: offset, limit: 100.',
    );
  }
  const given = typeof value === 'string' ? ({ type: value } as Exclude<DltPaginator, string>) : value;
  switch (given.type) {
    case 'auto':
      return undefined;
    case 'single_page':
      return { from, value: 'single_page' };
    case 'page_number':
      return translatePageNumber(given, from, report, hasBody);
    case 'offset':
      return translateOffset(given, from, report, hasBody);
    case 'cursor':
      return translateCursorPaginator(given, from, report, hasBody);
    case 'json_link':
    case 'json_response':
      return tracedMapping(from, {
        type: { from, value: 'json_link' },
        next_url_path: at(from, 'next_url_path', given.next_url_path ?? 'next'),
      });
    case 'header_link':
      return tracedMapping(from, {
        type: { from, value: 'header_link' },
        rel: at(from, 'links_next_key', given.links_next_key),
      });
    case 'header_cursor':
      return tracedMapping(from, {
        type: { from, value: 'header_cursor' },
        header: at(from, 'cursor_key', given.cursor_key ?? 'next'),
        param: at(from, 'cursor_param', given.cursor_param),
        sent_by: hasBody ? { from, value: 'query' } : undefined,
      });
  }
}

function translatePageNumber(given: Given<'page_number'>, from: KeyPath, report: DltReport, hasBody: boolean) {
  const start = given.page ?? given.base_page ?? 0;
  const { maximum_page: maximum } = given;
  requireEnd(given, ['total_path', 'maximum_page', 'has_more_path'], from, report);
  return tracedMapping(from, {
    type: at(from, 'type', 'page_number'),
    ...translatePlace(given, ['page_param', 'page_body_path'], from, report, hasBody),
    start: at(from, typeof given.page === 'number' ? 'page' : 'base_page', start),
    ...translateTotal(given, from),
    // dlt stops before the maximum; the first page is read whatever it says.
    max_page: at(from, 'maximum_page', typeof maximum === 'number' ? Math.max(start, maximum - 1) : undefined),
  });
}

function translateOffset(given: Given<'offset'>, from: KeyPath, report: DltReport, hasBody: boolean) {
  const start = given.offset ?? 0;
  const { maximum_offset: maximum } = given;
  requireEnd(given, ['total_path', 'maximum_offset', 'has_more_path'], from, report);
  const limit = translatePlace(given, ['limit_param', 'limit_body_path'], from, report, false);
  if (isText(given.offset_body_path) !== isText(given.limit_body_path)) {
    const key = isText(given.limit_body_path) ? 'limit_body_path' : 'offset_body_path';
    const hint = 'Send both in the query or both in the body, or write this source as a module.';
    report.refuse([...from, key], 'Offset and limit cannot travel in different places', hint, 'key');
  }
  return tracedMapping(from, {
    type: at(from, 'type', 'offset'),
    ...translatePlace(given, ['offset_param', 'offset_body_path'], from, report, hasBody),
    start: at(from, 'offset', given.offset === 0 ? undefined : given.offset),
    limit: at(from, 'limit', given.limit),
    limit_param: limit.param,
    ...translateTotal(given, from),
    max_offset: at(from, 'maximum_offset', typeof maximum === 'number' ? Math.max(start, maximum - 1) : undefined),
  });
}

function translateCursorPaginator(given: Given<'cursor'>, from: KeyPath, report: DltReport, hasBody: boolean) {
  return tracedMapping(from, {
    type: at(from, 'type', 'cursor'),
    ...translatePlace(given, ['cursor_param', 'cursor_body_path'], from, report, hasBody),
    cursor_path: at(from, 'cursor_path', given.cursor_path ?? 'cursors.next'),
    has_more_path: at(from, 'has_more_path', given.has_more_path),
    stop_after_empty_page: at(from, 'stop_after_empty_page', given.stop_after_empty_page === true ? true : undefined),
  });
}

/** A paging value travels as a query parameter or at a path of the body, never both. */
function translatePlace(
  given: Readonly<Record<string, unknown>>,
  [param, bodyPath]: readonly [string, string],
  from: KeyPath,
  report: DltReport,
  hasBody: boolean,
): { readonly param?: TracedValue | undefined; readonly sent_by?: TracedValue | undefined } {
  const [name, path] = [given[param] ?? undefined, given[bodyPath] ?? undefined];
  if ((name !== undefined && path !== undefined) || name === '' || path === '') {
    const message = `Either "${param}" or "${bodyPath}" must be given, not both, and not empty`;
    report.refuse([...from, path === undefined ? param : bodyPath], message, 'Remove one of the two.', 'key');
    return {};
  }
  if (typeof path === 'string') {
    return { param: at(from, bodyPath, path), sent_by: at(from, bodyPath, 'json') };
  }
  return { param: at(from, param, name as JsonValue), sent_by: hasBody ? { from, value: 'query' } : undefined };
}

/** dlt expects a total at `total` unless it is told otherwise; a flag says more than a total that may be missing. */
function translateTotal(given: Given<'page_number' | 'offset'>, from: KeyPath) {
  const usual = given.total_path === undefined && !isText(given.has_more_path) ? 'total' : undefined;
  return {
    total_path: at(from, 'total_path', given.total_path ?? usual),
    has_more_path: at(from, 'has_more_path', given.has_more_path),
    stop_after_empty_page: at(from, 'stop_after_empty_page', given.stop_after_empty_page === false ? false : undefined),
  };
}

function requireEnd(given: Given<'page_number' | 'offset'>, keys: readonly string[], from: KeyPath, report: DltReport) {
  const fields: Readonly<Record<string, unknown>> = given;
  const hasEnd = given.total_path === undefined || keys.some((key) => (fields[key] ?? undefined) !== undefined);
  if (hasEnd || (given.stop_after_empty_page ?? true)) return;
  const message = `Nothing would end this list: one of ${keys.join(', ')} or stop_after_empty_page must be given`;
  report.refuse([...from, 'stop_after_empty_page'], message, `Add ${keys[1]}, or let an empty page end it.`);
}

function at(from: KeyPath, key: string, value: JsonValue | null | undefined): TracedValue | undefined {
  return value === undefined || value === null ? undefined : { from: [...from, key], value };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
