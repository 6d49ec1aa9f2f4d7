import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const undoFormat = 1;

/** Below the folder of a package: how its load can be undone, and the rows that it took away. */
const undoFiles = { record: 'undo.json', rows: 'before', undone: 'undone.json' } as const;

/** What a load did to the rows of its dataset, written before it commits. */
export interface UndoRecord {
  readonly format: number;
  /** Versions of the saved state before and after the load; the same where it moved no cursor. */
  readonly state: { readonly before: number; readonly after: number };
  /** Tables whose rows it changed. */
  readonly tables: Readonly<Record<string, ChangedTable>>;
  /** Why the load cannot be undone, a sentence. Absent: it can. */
  readonly hindrance?: string | undefined;
}

export interface ChangedTable {
  /** The table whose rows hold this one's. Absent: a root table. */
  readonly parent?: string | undefined;
  /** Rows that the load added, that it took away, and that were there behind it. */
  readonly inserted: number;
  readonly removed: number;
  readonly rows: number;
  readonly kept: readonly KeptRows[];
}

/** Rows as they were before the load. */
export interface KeptRows {
  /** Below the package. */
  readonly file: string;
  readonly bytes: number;
  readonly rows: number;
  /** Present where the load left them in their table and only set one column. The value is its text. */
  readonly changed?: { readonly column: string; readonly value: string } | undefined;
}

/** Takes away what an earlier attempt of the load wrote down. */
export function clearUndo(folder: string): void {
  for (const file of Object.values(undoFiles)) rmSync(join(folder, file), { recursive: true, force: true });
}

/** The file that the next kept rows go to, by the number of those that are there; its folder is made. */
export function placeOfKeptRows(folder: string, number: number): { readonly file: string; readonly path: string } {
  mkdirSync(join(folder, undoFiles.rows), { recursive: true });
  const file = `${undoFiles.rows}/${number}.parquet`;
  return { file, path: join(folder, file) };
}

/**
 * Not forced to the disk, and the kept rows are not either: what a power cut takes away makes the undo impossible, which
 * it then says, and no load has to wait for it.
 */
export function writeUndoRecord(folder: string, record: Omit<UndoRecord, 'format'>): void {
  if (record.hindrance !== undefined) rmSync(join(folder, undoFiles.rows), { recursive: true, force: true });
  writeFileSync(join(folder, undoFiles.record), JSON.stringify({ ...record, format: undoFormat }));
}

/** What a load wrote down; undefined where it is gone, not readable, or of a newer Dango. */
export function readUndoRecord(folder: string): UndoRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(join(folder, undoFiles.record), 'utf8')) as UndoRecord;
    return record.format === undoFormat ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes of the rows that a package keeps. */
export function keptBytes({ tables }: UndoRecord): number {
  return Object.values(tables)
    .flatMap(({ kept }) => kept)
    .reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Whether the kept rows lie there as they were written. */
export function hasKeptRows(folder: string, { tables }: UndoRecord): boolean {
  return Object.values(tables)
    .flatMap(({ kept }) => kept)
    .every(({ file, bytes }) => statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes);
}

/** Makes the undo of a load impossible and gives the room back that its kept rows take. */
export function giveUpUndo(folder: string, hindrance: string): void {
  const record = readUndoRecord(folder);
  if (record === undefined || record.hindrance !== undefined) return;
  writeUndoRecord(folder, { ...record, hindrance });
}

/** The load was undone; the rows that it kept are back where they were. */
export function markUndone(folder: string): void {
  rmSync(join(folder, undoFiles.rows), { recursive: true, force: true });
  writeFileSync(join(folder, undoFiles.undone), JSON.stringify({ at: new Date().toISOString() }));
}
