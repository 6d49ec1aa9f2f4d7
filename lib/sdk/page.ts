import type { JsonListText } from '../util/json-list-text.ts';

const exchanges = new WeakMap<object, number>();
const texts = new WeakMap<object, JsonListText>();

/** The records of one exchange. A plain list: map and filter it as you like. */
export type Page<Row> = Row[];

/** Remembers which exchange a page came in, beside the page and not in it. */
export function createPage<Row>(records: readonly Row[], exchange: number): Page<Row> {
  const page = [...records];
  exchanges.set(page, exchange);
  return page;
}

/** A page whose records nobody will change, with the text that they were parsed from. */
export function createTextPage(records: readonly unknown[], exchange: number, text: JsonListText): Page<unknown> {
  // Not copied: a copy would have every record parsed.
  const page = records as Page<unknown>;
  exchanges.set(page, exchange);
  texts.set(page, text);
  return page;
}

/** The number of the exchange that brought this page; undefined for a list that user code made itself. */
export function exchangeOf(page: object): number | undefined {
  return exchanges.get(page);
}

/** The text of the records of a page, where it is known and nobody changes them. */
export function textOf(page: object): JsonListText | undefined {
  return texts.get(page);
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
