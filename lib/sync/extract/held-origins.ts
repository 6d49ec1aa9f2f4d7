import type { CrossedParent } from '../../sdk/resource.ts';
import type { SeriesOrigin } from './series-origin.ts';

/** The records of a resource that others are read for in combination with theirs: kept until those have been read. */
export class HeldOrigins {
  readonly origins: SeriesOrigin[] = [];
  readonly #keep: CrossedParent['keep'];

  constructor({ keep }: CrossedParent) {
    this.#keep = keep;
  }

  hold(origins: readonly SeriesOrigin[]): void {
    for (const { recordsAbove } of origins) {
      const kept = Object.entries(recordsAbove).map(([name, record]) => [name, this.#keep(name, record)]);
      this.origins.push({ parentRecord: undefined, recordsAbove: Object.fromEntries(kept), values: {} });
    }
  }
}
