import type { Pagination, RestResource } from '../rest-source.ts';
import { call, type Code } from './code.ts';
import type { SdkName } from './module-names.ts';
import type { ValueWriter } from './value-writer.ts';

/** What the paginators of "dango" do where nothing else is said. */
const usual: Partial<Record<Pagination['type'], Readonly<Record<string, unknown>>>> = {
  page_number: { param: 'page', start: 1, limitParam: 'per_page', stopAfterEmptyPage: true },
  offset: { param: 'offset', start: 0, limit: 100, limitParam: 'limit', stopAfterEmptyPage: true },
  cursor: { param: 'cursor', cursorFrom: 'response', stopAfterEmptyPage: false },
  json_link: { stopAfterEmptyPage: false },
  header_link: { rel: 'next' },
};

const makers: Readonly<Record<Pagination['type'], SdkName>> = {
  auto: 'auto',
  single_page: 'singlePage',
  page_number: 'pageNumber',
  offset: 'offset',
  cursor: 'cursor',
  json_link: 'jsonLink',
  header_link: 'headerLink',
  header_cursor: 'headerCursor',
};

/** `pageNumber({ limit: 50 })`. Unless told, a POST with a JSON body has its paging values in the body. */
export function writePaginator(resource: RestResource, writer: ValueWriter): Code {
  const { type, stopWhen, ...given }: Pagination & { readonly [key: string]: unknown } = resource.pagination;
  const options = { ...given, ...placeOf(resource) };
  const known = usual[type] ?? {};
  const entries = Object.entries(options).filter(
    ([key, value]) => value !== undefined && known[key] !== value && !(key === 'sentBy' && value === 'query'),
  );
  const made = call(writer.sdk(makers[type]), entries.length === 0 ? [] : [writer.json(Object.fromEntries(entries))]);
  return stopWhen === undefined ? made : call(writer.sdk('stopWhen'), [made, writer.text(stopWhen)]);
}

function placeOf({ pagination, method, json, params }: RestResource): { readonly sentBy?: string } {
  if (!('param' in pagination)) return {};
  const { sentBy, param } = pagination;
  if (sentBy !== undefined) return { sentBy };
  return method === 'POST' && json !== undefined && !Object.hasOwn(params, param) ? { sentBy: 'json' } : {};
}
