/** Records at the boundary beyond which a resource that can take them again keeps none of them. */
export const worthKeeping = 200;
/** The same, where each record of a parent has a cursor of its own. */
const worthKeepingEach = 5;
/** Most records at the boundary of a resource that must know them again: a megabyte of saved state. */
export const mostKnownRecords = 50_000;

/** How many records all cursors of one resource know, those of the run before included until their value moves on. */
export class KnownBudget {
  used: number;

  constructor(used: number) {
    this.used = used;
  }
}

/** The records at the highest value of a cursor, as hashes: the next run finds them again and must not load them twice. */
export class KnownRecords {
  #hashes: Set<string>;
  #isGivenUp = false;
  readonly #canRepeat: () => boolean;
  readonly #budget: KnownBudget;
  readonly #worthKeeping: number;

  /**
   * @param canRepeat whether no harm is done when the next run loads them again, because they merge.
   * @param earlier those of the run before, which are known until the value moves on.
   * @param shared among the cursors of a resource, the earlier ones counted already. Default: there is one cursor.
   */
  constructor(canRepeat: () => boolean, earlier: Iterable<string>, shared?: KnownBudget) {
    this.#canRepeat = canRepeat;
    this.#hashes = new Set(earlier);
    this.#budget = shared ?? new KnownBudget(this.#hashes.size);
    this.#worthKeeping = shared === undefined ? worthKeeping : worthKeepingEach;
  }

  /** The value moved on: those at the old one cannot come again. */
  clear(): void {
    this.#budget.used -= this.#hashes.size;
    this.#hashes = new Set();
    this.#isGivenUp = false;
  }

  /** False when there are too many. */
  add(hash: string): boolean {
    if (this.#isGivenUp) return true;
    if (!this.#hashes.has(hash)) this.#budget.used += 1;
    this.#hashes.add(hash);
    if (this.#hashes.size > this.#worthKeeping && this.#canRepeat()) {
      this.clear();
      this.#isGivenUp = true;
    }
    return this.#budget.used <= mostKnownRecords;
  }

  /** In the order in which they came. */
  list(): readonly string[] {
    return [...this.#hashes];
  }
}
