import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Another program that has `data/warehouse.duckdb` open. */
export interface WarehouseLock extends AsyncDisposable {
  readonly pid: number;
  /** Resolves when the file is free. */
  release(): Promise<void>;
}

const holderFile = fileURLToPath(new URL('hold-warehouse.ts', import.meta.url));

/** Resolves once the file is locked. */
export async function lockWarehouse(file: string): Promise<WarehouseLock> {
  const child = spawn(process.execPath, [holderFile, file], { stdio: ['pipe', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  if (child.exitCode !== null) throw new Error(`Could not lock ${file}.`);
  const release = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return { pid: child.pid ?? 0, release, [Symbol.asyncDispose]: release };
}
