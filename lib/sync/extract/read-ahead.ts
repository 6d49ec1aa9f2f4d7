/**
 * Reads a sequence ahead of whoever takes its items: it begins at once and goes on until so many items wait. Errors come
 * where they happened, behind the items before them.
 */
export class ReadAhead<Item> {
  readonly #waiting: Item[] = [];
  readonly #maxWaiting: number;
  #hasEnded = false;
  #isStopped = false;
  #failure: { readonly error: unknown } | undefined;
  #changed = Promise.withResolvers<void>();
  readonly #reading: Promise<void>;

  /** @param open begins the sequence; called once, within the constructor. */
  constructor(open: () => AsyncIterable<Item>, maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
    this.#reading = this.#read(open);
  }

  async #read(open: () => AsyncIterable<Item>): Promise<void> {
    try {
      for await (const item of open()) {
        this.#waiting.push(item);
        this.#tell();
        while (this.#waiting.length >= this.#maxWaiting && !this.#isStopped) await this.#changed.promise;
        if (this.#isStopped) return;
      }
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#hasEnded = true;
      this.#tell();
    }
  }

  /** The items in their order. To be taken once. */
  async *items(): AsyncGenerator<Item> {
    for (;;) {
      if (this.#waiting.length > 0) {
        const [item] = this.#waiting.splice(0, 1);
        this.#tell();
        // There was one: the length says so, also where the item itself is undefined.
        yield item as Item;
      } else if (this.#failure !== undefined) throw this.#failure.error;
      else if (this.#hasEnded) return;
      else await this.#changed.promise;
    }
  }

  /** Asks for no further item; resolves when nothing is under way any more. */
  stop(): Promise<void> {
    this.#isStopped = true;
    this.#tell();
    return this.#reading;
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
