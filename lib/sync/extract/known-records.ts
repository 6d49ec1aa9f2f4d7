/** Records at the boundary beyond which a resource that can take them again keeps none of them. */
const worthKeeping = 200;
/** Most records at the boundary of a resource that must know them again: a megabyte of saved state. */
export const mostKnownRecords = 50_000;

/** The records at the highest value of a cursor, as hashes: the next run finds them again and must not load them twice. */
export class KnownRecords {
  #hashes = new Set<string>();
  #isGivenUp = false;
  readonly #canRepeat: () => boolean;

  /** @param canRepeat whether no harm is done when the next run loads them again, because they merge. */
  constructor(canRepeat: () => boolean) {
    this.#canRepeat = canRepeat;
  }

  /** The value moved on: those at the old one cannot come again. */
  clear(): void {
    this.#hashes = new Set();
    this.#isGivenUp = false;
  }

  /** False when there are too many. */
  add(hash: string): boolean {
    if (this.#isGivenUp) return true;
    this.#hashes.add(hash);
    if (this.#hashes.size > worthKeeping && this.#canRepeat()) {
      this.#hashes.clear();
      this.#isGivenUp = true;
    }
    return this.#hashes.size <= mostKnownRecords;
  }

  /** @param earlier those of the run before, where the value did not move. */
  list(earlier: ReadonlySet<string>): readonly string[] {
    if (this.#isGivenUp) return [];
    for (const hash of earlier) if (!this.add(hash)) break;
    return [...this.#hashes];
  }
}
