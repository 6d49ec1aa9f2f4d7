import { z } from 'zod';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const totalPath = (what: string) =>
  textSchema.optional().describe(`Path in the response to the number of ${what}. Default: none, read until empty.`);

const pageNumber = strictMapping({
  type: z.literal('page_number'),
  param: textSchema.optional().describe('Query parameter that carries the page number. Default: page.'),
  start: z.int().min(0).optional().describe('Number of the first page. Default: 1.'),
  total_path: totalPath('pages'),
  max_page: z.int().min(0).optional().describe('The last page that is fetched. Default: no limit.'),
}).describe('?page=1, ?page=2, … until a page is empty.');

const offset = strictMapping({
  type: z.literal('offset'),
  param: textSchema.optional().describe('Query parameter that carries the offset. Default: offset.'),
  limit: z.int().min(1).optional().describe('Records per page. Default: 100.'),
  limit_param: textSchema.optional().describe('Query parameter that carries the limit. Default: limit.'),
  total_path: totalPath('records'),
}).describe('?offset=0&limit=100, ?offset=100&limit=100, …');

const cursor = strictMapping({
  type: z.literal('cursor'),
  param: textSchema.optional().describe('Query parameter that carries the cursor. Default: cursor.'),
  cursor_path: textSchema.describe('Path in the response to the cursor of the next page.'),
}).describe('The response names the cursor of the next page.');

const jsonLink = strictMapping({
  type: z.literal('json_link'),
  next_url_path: textSchema.describe('Path in the response to the URL of the next page.'),
}).describe('The response names the URL of the next page.');

const headerLink = strictMapping({
  type: z.literal('header_link'),
  rel: textSchema.optional().describe('Relation of the link that leads on. Default: next.'),
}).describe('The Link header names the URL of the next page.');

const headerCursor = strictMapping({
  type: z.literal('header_cursor'),
  header: textSchema.describe('Response header that carries the cursor of the next page.'),
  param: textSchema.optional().describe('Query parameter that carries the cursor. Default: cursor.'),
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
