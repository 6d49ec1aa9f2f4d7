import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorCode } from '../errors/error-codes.ts';

/** Name of the file in a package. */
const failuresFile = 'failures.json';

/** What is written into a package about the loads of it that failed. */
export interface LoadFailures {
  readonly failures: number;
  /** Of the last one. */
  readonly code?: ErrorCode;
  readonly message: string;
}

/** Undefined where no load failed so far. */
export function readFailures(folder: string): LoadFailures | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, failuresFile), 'utf8')) as LoadFailures;
  } catch {
    return undefined;
  }
}

export function writeFailures(folder: string, failures: LoadFailures): void {
  writeFileSync(join(folder, failuresFile), JSON.stringify(failures));
}
