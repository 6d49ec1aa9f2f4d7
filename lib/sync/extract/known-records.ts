/** Records at the boundary beyond which a resource that can take them again keeps none of them. */
export const worthKeeping = 200;
/** The same, where each record of a parent has a cursor of its own. */
const worthKeepingEach = 5;
/** Most records at the boundary of a resource that must know them again: a megabyte of saved state. */
export const mostKnownRecords = 50_000;

/** How many records all cursors of one resource know. */
export class KnownBudget {
  used: number;

  /** @param used by what was saved before. */
  constructor(used = 0) {
    this.used = used;
  }
}

/** The records at the highest value of a cursor, as hashes: the next run finds them again and must not load them twice. */
export class KnownRecords {
  #hashes = new Set<string>();
  #isGivenUp = false;
  readonly #canRepeat: () => boolean;
  readonly #budget: KnownBudget;
  readonly #worthKeeping: number;

  /**
   * @param canRepeat whether no harm is done when the next run loads them again, because they merge.
   * @param shared among the cursors of a resource. Default: there is one.
   */
  constructor(canRepeat: () => boolean, shared?: KnownBudget) {
    this.#canRepeat = canRepeat;
    this.#budget = shared ?? new KnownBudget();
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

  /** @param earlier those of the run before, where the value did not move. */
  list(earlier: ReadonlySet<string>): readonly string[] {
    if (this.#isGivenUp) return [];
    for (const hash of earlier) if (!this.add(hash)) break;
    return [...this.#hashes];
  }
}
