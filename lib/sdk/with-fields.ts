import type { JsonValue } from '../spec/json-value.ts';
import { changePage, type Page } from './page.ts';
import { fieldsOf } from './records/fields-of.ts';

/**
 * Pages whose records get further fields behind their own: `withFields(client.paginate(…), { _posts_id: post.id })`. They
 * stay pages of the same exchanges.
 */
export async function* withFields(
  pages: AsyncIterable<Page<unknown>>,
  fields: Readonly<Record<string, JsonValue>>,
): AsyncGenerator<Page<Readonly<Record<string, unknown>>>> {
  for await (const page of pages) yield changePage(page, (record) => [{ ...fieldsOf(record), ...fields }]);
}
