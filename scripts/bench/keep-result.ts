import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchResult } from './bench-result.ts';
import type { Figure } from './figure.ts';

/** Writes figures into a file of results. Parts that were not measured this time keep what it had of them. */
export function keepResult(file: string, figures: readonly Figure[], { isShort }: { readonly isShort: boolean }): void {
  const measured = new Set(figures.map(({ part }) => part));
  const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchResult).figures : [];
  const result: BenchResult = {
    measuredOn: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
    isShort,
    figures: [...before.filter(({ part }) => !measured.has(part)), ...figures],
  };
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}
