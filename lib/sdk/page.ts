import type { JsonListText } from '../util/json-list-text.ts';

const exchanges = new WeakMap<object, number>();
const texts = new WeakMap<object, JsonListText>();
const unchanged = new WeakSet<object>();

/** The records of one exchange. A plain list: map and filter it as you like. */
export type Page<Row> = Row[];

/** Remembers which exchange a page came in, and the text of its records, beside the page and not in it. */
export function createPage<Row>(records: readonly Row[], exchange: number, text?: JsonListText): Page<Row> {
  const page = [...records];
  exchanges.set(page, exchange);
  if (text !== undefined) texts.set(page, text);
  return page;
}

/** The number of the exchange that brought this page; undefined for a list that user code made itself. */
export function exchangeOf(page: object): number | undefined {
  return exchanges.get(page);
}

/** Vouches that nobody has changed the records of a page, nor ever will. Of a page that user code saw, nobody can. */
export function markUnchanged(page: object): void {
  unchanged.add(page);
}

/** The text of the records of a page that was vouched for; undefined where it is not known. */
export function unchangedTextOf(page: object): JsonListText | undefined {
  return unchanged.has(page) ? texts.get(page) : undefined;
}

/** A page of the same exchange, with none, one or several records in the place of each. */
export function changePage<Row, Changed>(
  page: Page<Row>,
  change: (record: Row, position: number) => readonly Changed[],
): Page<Changed> {
  return pageLike(
    page,
    page.flatMap((record, position) => change(record, position)),
  );
}

/** Other records in the place of those of a page: of the same exchange, if it has one. */
export function pageLike<Row>(page: object, records: readonly Row[]): Page<Row> {
  const exchange = exchangeOf(page);
  return exchange === undefined ? [...records] : createPage(records, exchange);
}
