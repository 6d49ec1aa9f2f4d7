import { statSync } from 'node:fs';

/**
 * A text that differs after each change of a warehouse; empty where there is none. Asked while a reader is open, it
 * belongs to what that reader sees. By stat only: opening the file would drop the locks of this process.
 */
export function warehouseGeneration(file: string): string {
  return [file, `${file}.wal`]
    .map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
    .flatMap((found) => (found === undefined ? [] : [`${found.mtimeNs}-${found.size}`]))
    .join('-');
}
