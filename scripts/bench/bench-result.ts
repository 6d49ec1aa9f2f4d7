import type { Figure } from './figure.ts';

/** When and where a part was measured: all its figures in one run. */
export interface Occasion {
  /** ISO day. */
  readonly on: string;
  readonly machine: string;
}

/** What runs of the bench have found, each part in one of them. */
export interface BenchResult {
  readonly isShort: boolean;
  readonly measured: Readonly<Partial<Record<Figure['part'], Occasion>>>;
  readonly figures: readonly Figure[];
}

export function describeFigure({ part, name, unit, median, min, max, repetitions, bar, least }: Figure): string {
  const range = repetitions === 1 ? 'once' : `${write(min, unit)} to ${write(max, unit)}, ${repetitions} times`;
  const verdict = [
    ...(bar === undefined ? [] : [`${median <= bar ? 'within' : 'ABOVE'} ${write(bar, unit)}`]),
    ...(least === undefined ? [] : [`${median >= least ? 'reaches' : 'BELOW'} ${write(least, unit)}`]),
  ];
  return `${part}: ${name}: ${write(median, unit)} (${[range, ...verdict].join('; ')})`;
}

export function write(value: number, unit: Figure['unit']): string {
  return unit !== 'ratio' ? `${Math.round(value)} ${unit}` : `${value.toFixed(2)}×`;
}
