import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchResult, Occasion } from './bench-result.ts';
import type { Figure } from './figure.ts';

/** Writes figures into a file of results. Parts that were not measured this time keep what it had of them. */
export function keepResult(file: string, figures: readonly Figure[], { isShort }: { readonly isShort: boolean }): void {
  const parts = new Set(figures.map(({ part }) => part));
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchResult) : undefined;
  const occasion: Occasion = {
    on: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  };
  const result: BenchResult = {
    isShort,
    measured: { ...before?.measured, ...Object.fromEntries([...parts].map((part) => [part, occasion])) },
    figures: [...(before?.figures ?? []).filter(({ part }) => !parts.has(part)), ...figures],
  };
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}
