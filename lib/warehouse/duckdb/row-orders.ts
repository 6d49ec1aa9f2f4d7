/** The numbers of all rows of a table in the order of a sort. */
export type RowOrder = Uint32Array | BigInt64Array;

const maxOrders = 4;
const maxBytes = 64 * 1024 * 1024;

/**
 * Remembers how rows are sorted, so that a window deep in a sorted table costs no sort. Orders of before a load are
 * dropped, and the one that was not asked for longest where there are too many; the newest one always stays.
 */
export class RowOrders {
  readonly #orders = new Map<
    string,
    { readonly order: RowOrder; readonly file: string; readonly generation: string }
  >();

  find(file: string, generation: string, question: string): RowOrder | undefined {
    for (const [key, kept] of this.#orders) {
      if (kept.file === file && kept.generation !== generation) this.#orders.delete(key);
    }
    const key = keyOf(file, question);
    const kept = this.#orders.get(key);
    if (kept === undefined) return undefined;
    this.#orders.delete(key);
    this.#orders.set(key, kept);
    return kept.order;
  }

  keep(file: string, generation: string, question: string, order: RowOrder): void {
    const key = keyOf(file, question);
    this.#orders.delete(key);
    this.#orders.set(key, { order, file, generation });
    while (this.#orders.size > 1 && (this.#orders.size > maxOrders || this.#bytes() > maxBytes)) {
      const [oldest] = this.#orders.keys();
      if (oldest === undefined) return;
      this.#orders.delete(oldest);
    }
  }

  #bytes(): number {
    return [...this.#orders.values()].reduce((sum, { order }) => sum + order.byteLength, 0);
  }
}

function keyOf(file: string, question: string): string {
  return JSON.stringify([file, question]);
}
