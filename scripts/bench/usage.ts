import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a measured process has used. */
export interface Usage {
  /** From the beginning of the work to its end; the start of the process does not count. */
  readonly wallMs: number;
  /** Of all threads, the start of the process included. */
  readonly cpuMs: number;
  readonly peakRssBytes: number;
}

/** Variables of a process that make it write what it has used into a file when it ends. */
export function usageVariables(file: string): Record<string, string> {
  const preload = pathToFileURL(join(import.meta.dirname, 'report-usage.ts')).href;
  return { DANGO_BENCH_USAGE: file, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${preload}`.trim() };
}

export function readUsage(file: string): Omit<Usage, 'wallMs'> {
  return JSON.parse(readFileSync(file, 'utf8')) as Omit<Usage, 'wallMs'>;
}
