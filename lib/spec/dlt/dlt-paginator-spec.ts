import { z } from 'zod';
import { isPlainObject } from '../../util/plain-object.ts';
import { strictMapping } from '../strict-mapping.ts';

const path = z.string().min(1).nullish();
// An empty name is refused with the words of the pair that it belongs to.
const name = z.string().nullish();
const flag = z.boolean().nullish();

const pageNumber = strictMapping({
  type: z.literal('page_number'),
  base_page: z.int().nullish(),
  page: z.int().nullish(),
  page_param: name,
  page_body_path: name,
  total_path: path,
  maximum_page: z.int().nullish(),
  stop_after_empty_page: flag,
  has_more_path: path,
});

const offset = strictMapping({
  type: z.literal('offset'),
  limit: z.int().min(1),
  offset: z.int().min(0).nullish(),
  offset_param: name,
  offset_body_path: name,
  limit_param: name,
  limit_body_path: name,
  total_path: path,
  maximum_offset: z.int().nullish(),
  stop_after_empty_page: flag,
  has_more_path: path,
});

const cursor = strictMapping({
  type: z.literal('cursor'),
  cursor_path: path,
  cursor_param: name,
  cursor_body_path: name,
  stop_after_empty_page: flag,
  has_more_path: path,
});

const link = { next_url_path: path };

/** dlt's names of paginators, those that are written as a bare word too. */
export const dltPaginatorTypes = [
  'auto',
  'single_page',
  'page_number',
  'offset',
  'cursor',
  'json_link',
  'json_response',
  'header_link',
  'header_cursor',
] as const;

/** `paginator` of a dlt configuration. */
export const dltPaginatorSchema = z.union([
  z.enum(dltPaginatorTypes),
  z.preprocess(
    (value) => (isPlainObject(value) && !Object.hasOwn(value, 'type') ? { type: 'auto', ...value } : value),
    z.discriminatedUnion('type', [
      strictMapping({ type: z.literal('auto') }),
      strictMapping({ type: z.literal('single_page') }),
      pageNumber,
      offset,
      cursor,
      strictMapping({ type: z.literal('json_link'), ...link }),
      strictMapping({ type: z.literal('json_response'), ...link }),
      strictMapping({ type: z.literal('header_link'), links_next_key: path }),
      strictMapping({ type: z.literal('header_cursor'), cursor_key: path, cursor_param: name }),
    ]),
  ),
]);

export type DltPaginator = z.infer<typeof dltPaginatorSchema>;
