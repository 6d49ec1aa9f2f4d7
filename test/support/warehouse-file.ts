import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the files of a warehouse are, byte for byte; `absent` for none. Not while this process has it open. */
export function fingerprintWarehouse(projectRoot: string): string {
  const file = join(projectRoot, 'data', 'warehouse.duckdb');
  const parts = [file, `${file}.wal`].map((path) =>
    existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'absent',
  );
  return parts.join(' ');
}
