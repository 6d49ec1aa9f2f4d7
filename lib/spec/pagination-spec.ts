import { z } from 'zod';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const totalPath = (what: string) =>
  textSchema.optional().describe(`Path in the response to the number of ${what}. Default: none, read until empty.`);

const sentBy = z
  .enum(['query', 'json', 'header', 'path'])
  .optional()
  .describe(
    'Where param is sent: query, json (a dotted path in the body), header, or path (in place of its name in braces in the endpoint). Default: json for a POST with a json body, else query.',
  );

const hasMorePath = textSchema
  .optional()
  .describe('Path in the response to a flag that says whether more follows; it decides. Default: none.');

const stopWhen = textSchema
  .optional()
  .describe(
    'Expression that ends the list where it is true, of response, headers, page (from 1) and records (how many the page has), such as response.meta.remaining == 0. Default: none.',
  );

const stopAfterEmptyPage = (whenMissing: boolean) =>
  z.boolean().optional().describe(`Whether an empty page ends the list. Default: ${whenMissing}.`);

const concurrency = z
  .int()
  .min(1)
  .max(32)
  .optional()
  .describe(
    'Pages asked for at the same time, once the response has told the total (a total path is needed); rows keep their order. Default: 4, or 1 for a POST.',
  );

const pageNumber = strictMapping({
  type: z.literal('page_number'),
  param: textSchema.optional().describe('Parameter that carries the page number. Default: page.'),
  sent_by: sentBy,
  start: z.int().min(0).optional().describe('Number of the first page. Default: 1.'),
  limit: z
    .int()
    .min(1)
    .optional()
    .describe('Records per page, sent as limit_param; a short page then ends the list. Default: not sent.'),
  limit_param: textSchema.optional().describe('Parameter that carries the limit. Default: per_page.'),
  total_path: totalPath('pages'),
  total_records_path: totalPath('records'),
  has_more_path: hasMorePath,
  max_page: z.int().min(0).optional().describe('The last page that is fetched. Default: no limit.'),
  stop_after_empty_page: stopAfterEmptyPage(true),
  concurrency,
  stop_when: stopWhen,
}).describe('?page=1, ?page=2, … until a page is empty.');

const offset = strictMapping({
  type: z.literal('offset'),
  param: textSchema.optional().describe('Parameter that carries the offset. Default: offset.'),
  sent_by: sentBy,
  start: z.int().min(0).optional().describe('Offset of the first record. Default: 0.'),
  limit: z.int().min(1).optional().describe('Records per page. Default: 100.'),
  limit_param: textSchema.optional().describe('Parameter that carries the limit. Default: limit.'),
  total_path: totalPath('records'),
  has_more_path: hasMorePath,
  max_offset: z.int().min(0).optional().describe('The last offset that is asked for. Default: no limit.'),
  stop_after_empty_page: stopAfterEmptyPage(true),
  concurrency,
  stop_when: stopWhen,
}).describe('?offset=0&limit=100, ?offset=100&limit=100, …');

const cursor = strictMapping({
  type: z.literal('cursor'),
  cursor_path: textSchema.describe('Path to the cursor of the next page, in the response or in its last record.'),
  cursor_from: z
    .enum(['response', 'last_record'])
    .optional()
    .describe('Where cursor_path begins: in the response, or in the last record of the page. Default: response.'),
  param: textSchema.optional().describe('Parameter that carries the cursor. Default: cursor.'),
  sent_by: sentBy,
  start: z
    .union([z.string(), z.number()])
    .optional()
    .describe('Cursor of the first request, such as 0 or *. Default: none, it is not sent.'),
  has_more_path: hasMorePath,
  stop_after_empty_page: stopAfterEmptyPage(false),
  stop_when: stopWhen,
}).describe('The response names the cursor of the next page, or the last record is it.');

const jsonLink = strictMapping({
  type: z.literal('json_link'),
  next_url_path: textSchema.describe('Path in the response to the URL of the next page.'),
  has_more_path: hasMorePath,
  stop_after_empty_page: stopAfterEmptyPage(false),
  stop_when: stopWhen,
}).describe('The response names the URL of the next page.');

const headerLink = strictMapping({
  type: z.literal('header_link'),
  rel: textSchema.optional().describe('Relation of the link that leads on. Default: next.'),
  stop_when: stopWhen,
}).describe('The Link header names the URL of the next page.');

const headerCursor = strictMapping({
  type: z.literal('header_cursor'),
  header: textSchema.describe('Response header that carries the cursor of the next page.'),
  param: textSchema.optional().describe('Parameter that carries the cursor. Default: cursor.'),
  sent_by: sentBy,
  stop_when: stopWhen,
}).describe('A response header names the cursor of the next page.');

const singlePage = strictMapping({ type: z.literal('single_page') }).describe('One request holds everything.');

const auto = strictMapping({ type: z.literal('auto') }).describe('Found in the first response.');

/** Every type, also those that cannot be written as a bare word because they need a key. */
export const paginationTypes = [
  'auto',
  'page_number',
  'offset',
  'cursor',
  'json_link',
  'header_link',
  'header_cursor',
  'single_page',
] as const;

/** `pagination` as it is written in sources.yml: a word, or a mapping with `type`. */
export const paginationSpecSchema = z
  .union([
    z.enum(paginationTypes),
    z.discriminatedUnion('type', [auto, pageNumber, offset, cursor, jsonLink, headerLink, headerCursor, singlePage]),
  ])
  .describe('How the pages of a response follow each other. Default: auto, found in the first response.');

export type PaginationSpec = z.infer<typeof paginationSpecSchema>;

/** What the types that need a key need. */
export const requiredPaginationKey: Partial<Record<(typeof paginationTypes)[number], string>> = {
  cursor: 'cursor_path',
  json_link: 'next_url_path',
  header_cursor: 'header',
};
