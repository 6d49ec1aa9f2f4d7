const exchanges = new WeakMap<object, number>();

/** The records of one exchange. A plain list: map and filter it as you like. */
export type Page<Row> = Row[];

/** Remembers which exchange a page came in, beside the page and not in it. */
export function createPage<Row>(records: readonly Row[], exchange: number): Page<Row> {
  const page = [...records];
  exchanges.set(page, exchange);
  return page;
}

/** The number of the exchange that brought this page; undefined for a list that user code made itself. */
export function exchangeOf(page: object): number | undefined {
  return exchanges.get(page);
}
