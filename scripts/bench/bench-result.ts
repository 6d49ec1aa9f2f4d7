import type { Figure } from './figure.ts';

/** What a run of the bench has found. */
export interface BenchResult {
  /** ISO day. */
  readonly measuredOn: string;
  readonly machine: string;
  readonly isShort: boolean;
  readonly figures: readonly Figure[];
}

export function describeFigure({ part, name, unit, median, min, max, repetitions, bar }: Figure): string {
  const range = repetitions === 1 ? 'once' : `${write(min, unit)} to ${write(max, unit)}, ${repetitions} times`;
  const verdict =
    bar === undefined ? '' : median <= bar ? `, within ${write(bar, unit)}` : `, ABOVE ${write(bar, unit)}`;
  return `${part}: ${name}: ${write(median, unit)} (${range})${verdict}`;
}

export function write(value: number, unit: Figure['unit']): string {
  return unit === 'MB' ? `${Math.round(value)} MB` : `${value.toFixed(2)}×`;
}
