/** One measured number with what was seen of it. */
export interface Figure {
  readonly part: BenchPart | 'peers';
  /** What was measured, in words. */
  readonly name: string;
  /** `ratio`: of two values measured side by side. `MB`: 10^6 bytes. */
  readonly unit: 'ratio' | 'MB' | 'ms';
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly repetitions: number;
  /** What the median must not exceed. Absent: it is only told. */
  readonly bar?: number;
  /** What the median must reach, in the place of `bar`. */
  readonly least?: number;
  /** Where the point stands in the plot of its part, and in which line. */
  readonly point?: { readonly line: string; readonly at: number };
}

export const benchParts = ['floor', 'memory', 'latency', 'startup', 'merge', 'growth'] as const;
export type BenchPart = (typeof benchParts)[number];

/** @throws Error for no values at all. */
export function figureOf(
  facts: Omit<Figure, 'median' | 'min' | 'max' | 'repetitions'>,
  values: readonly number[],
): Figure {
  const sorted = values.toSorted((one, other) => one - other);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new Error(`Nothing was measured for "${facts.name}".`);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? min) + (sorted[Math.floor(middle)] ?? max)) / 2;
  return { ...facts, median, min, max, repetitions: values.length };
}
