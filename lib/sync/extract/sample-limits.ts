import type { ExtractOptions, StoppingLimit } from './extracted-resource.ts';

/** How much of one resource is read where only a sample is wanted, and which limit ended it. */
export class SampleLimits {
  readonly #records: number;
  readonly #pages: number;
  readonly #parents: number;
  #takenParents = 0;
  #stoppedBy: StoppingLimit | undefined;

  constructor({ limit, pageLimit, parentLimit }: Pick<ExtractOptions, 'limit' | 'pageLimit' | 'parentLimit'>) {
    this.#records = limit ?? Infinity;
    this.#pages = pageLimit ?? Infinity;
    this.#parents = parentLimit ?? Infinity;
  }

  /** What ended it before the API did; undefined when it was read to its end. */
  get stoppedBy(): StoppingLimit | undefined {
    return this.#stoppedBy;
  }

  /** The first limit counts. */
  stop(limit: StoppingLimit): void {
    this.#stoppedBy ??= limit;
  }

  /** Series that are read at the same time. A sample asks for what it needs and no more. */
  seriesAhead(concurrency: number): number {
    return this.isSample ? 1 : concurrency;
  }

  /** Whether less than everything may be read. */
  get isSample(): boolean {
    return Number.isFinite(Math.min(this.#records, this.#pages, this.#parents));
  }

  /** Whether no further record is wanted; notes that it was the limit. */
  isFull(rows: number): boolean {
    if (rows < this.#records) return false;
    this.stop('records');
    return true;
  }

  isLastPage(pages: number): boolean {
    if (pages < this.#pages) return false;
    this.stop('pages');
    return true;
  }

  /** Those of the records that are still wanted, of a resource that has so many rows. */
  takeRecords(records: readonly unknown[], rows: number): readonly unknown[] {
    return Number.isFinite(this.#records) ? records.slice(0, Math.max(0, this.#records - rows)) : records;
  }

  /** Those of the records that children are read for. */
  takeParents(records: readonly unknown[]): readonly unknown[] {
    const taken = records.slice(0, Math.max(0, this.#parents - this.#takenParents));
    this.#takenParents += taken.length;
    return taken;
  }

  get hasEnoughParents(): boolean {
    return this.#takenParents >= this.#parents;
  }

  /** The first values of a list; the limit of parents holds for them too. */
  takeValues<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined {
    if (values === undefined || values.length <= this.#parents) return values;
    this.stop('parents');
    return values.slice(0, this.#parents);
  }
}
