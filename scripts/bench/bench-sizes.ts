/** How much is measured. */
export interface BenchSizes {
  /** Records for the comparison with the floor. */
  readonly floor: readonly number[];
  readonly memory: readonly number[];
  readonly growth: readonly number[];
  /** The one that the others are compared with. */
  readonly reference: number;
  readonly merge: { readonly stored: number; readonly changed: number };
  readonly resources: { readonly records: number; readonly counts: readonly number[] };
  /** Values in all, spread over so many columns. */
  readonly columns: { readonly values: number; readonly counts: readonly number[] };
  readonly latency: { readonly delayMs: number; readonly pages: number; readonly children: number };
  /** How often each command is started. */
  readonly starts: number;
  readonly repetitions: number;
  /** Repetitions of what has more records than `reference`. */
  readonly largeRepetitions: number;
}

export const fullSizes: BenchSizes = {
  floor: [500_000, 2_000_000],
  memory: [500_000, 2_000_000, 5_000_000],
  growth: [100_000, 500_000, 2_000_000, 5_000_000],
  reference: 500_000,
  merge: { stored: 5_000_000, changed: 50_000 },
  resources: { records: 200_000, counts: [1, 10, 100] },
  columns: { values: 5_000_000, counts: [10, 100, 1000] },
  latency: { delayMs: 100, pages: 200, children: 1000 },
  starts: 15,
  repetitions: 5,
  largeRepetitions: 5,
};

/** Enough to see that everything works. */
export const shortSizes: BenchSizes = {
  floor: [2000],
  memory: [2000],
  growth: [1000, 2000],
  reference: 2000,
  merge: { stored: 2000, changed: 200 },
  resources: { records: 2000, counts: [1, 2] },
  columns: { values: 20_000, counts: [10, 20] },
  latency: { delayMs: 20, pages: 12, children: 24 },
  starts: 2,
  repetitions: 1,
  largeRepetitions: 1,
};
