import { statSync } from 'node:fs';
import { placeOfKeptRows, type ChangedTable, type KeptRows } from '../../loads/undo-record.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { exactParquetColumns } from './exact-parquet.ts';
import { storedRowChanges, type ColumnChange, type RowChanges } from './row-changes.ts';
import type { Session } from './session.ts';
import { qualify, quoteText } from './sql-text.ts';

/** Tables that a replace empties are kept up to this many rows: whoever replaces a large table pays for it every time. */
const maxReplacedRows = 100_000;
/** A value takes about this many bytes at least; so many rows that they cannot fit are not even begun with. */
const leastBytesPerValue = 2;
const rowIds = '_dango_kept_rows';
/** A condition that no row meets. */
const nothing = 'false';
const noRoom = 'it took more rows away than are kept (retention.undo_mb in .dango/project.yml)';

interface KeepOptions {
  readonly session: Session;
  readonly dataset: string;
  /** Absolute path of the package. */
  readonly folder: string;
  /** After the changes of the load. */
  readonly catalog: Catalog;
  /** For all kept rows of the load together. */
  readonly maxBytes: number;
}

interface Change {
  inserted: number;
  removed: number;
  readonly kept: KeptRows[];
}

/**
 * Changes rows and keeps those of before, so that the load can be undone. What cannot be kept does not stop the load: it
 * becomes the hindrance of the undo, and nothing more is kept.
 */
export class KeptRowChanges implements RowChanges {
  readonly #options: KeepOptions;
  readonly #stored: RowChanges;
  readonly #changes = new Map<string, Change>();
  #files = 0;
  #bytes = 0;
  #hindrance: string | undefined;

  constructor(options: KeepOptions) {
    this.#options = options;
    this.#stored = storedRowChanges(options.session, options.dataset);
  }

  readonly insert = async (table: string, select: string): Promise<number> => {
    const rows = await this.#stored.insert(table, select);
    this.#changeOf(table).inserted += rows;
    return rows;
  };

  readonly remove = async (table: string, which?: string): Promise<number> => {
    const condition = await this.#keepFirst(table, which);
    const rows = condition === nothing ? 0 : await this.#stored.remove(table, condition);
    this.#changeOf(table).removed += rows;
    return rows;
  };

  readonly update = async (table: string, change: ColumnChange): Promise<number> => {
    const { session } = this.#options;
    const [found] = await session.rowArrays(`SELECT CAST(${change.value} AS VARCHAR)`);
    const value = found?.[0];
    if (typeof value !== 'string') this.hinder(`it changed rows of ${table} in place`);
    const changed = { column: change.column, value: String(value) };
    const which = (await this.#keepFirst(table, change.which, changed)) ?? change.which;
    return which === nothing ? 0 : await this.#stored.update(table, { ...change, which });
  };

  /** The first reason counts. @param reason behind "because". */
  hinder(reason: string): void {
    this.#hindrance ??= reason;
  }

  /** What was changed so far. @param parentOf the table that a child table belongs to. */
  async changed(parentOf: (table: string) => string | undefined): Promise<Readonly<Record<string, ChangedTable>>> {
    const tables: Record<string, ChangedTable> = {};
    for (const [table, change] of this.#changes) {
      if (change.inserted + change.removed + change.kept.length === 0) continue;
      tables[table] = { parent: parentOf(table), ...change, rows: await this.#count(table) };
    }
    return tables;
  }

  get hindrance(): string | undefined {
    return this.#hindrance;
  }

  /** Keeps rows, as long as that is possible. Returns a condition that finds the same rows with less work. */
  async #keepFirst(
    table: string,
    which: string | undefined,
    changed?: KeptRows['changed'],
  ): Promise<string | undefined> {
    const { session, dataset, catalog } = this.#options;
    if (this.#hindrance !== undefined) return which;
    const total = await this.#count(table);
    if (total === 0) return nothing;
    const columns = catalog.get(table) ?? new Map<string, string>();
    const list = exactParquetColumns(columns);
    this.#hindrance = this.#problemOf(table, { list, rows: which === undefined ? total : 0 });
    if (this.#hindrance !== undefined || list === undefined) return which;
    if (which === undefined) {
      await this.#write(table, list, { where: '' });
      return undefined;
    }
    const name = qualify(session.catalog, dataset, table);
    await session.run(`CREATE OR REPLACE TEMP TABLE ${rowIds} AS SELECT t.rowid AS id FROM ${name} t WHERE ${which}`);
    const [found] = await session.rowArrays(`SELECT count(*)::DOUBLE FROM ${rowIds}`);
    const rows = Number(found?.[0]);
    if (rows === 0) return nothing;
    const byId = `t.rowid IN (SELECT id FROM ${rowIds})`;
    if (rows * columns.size * leastBytesPerValue > this.#options.maxBytes - this.#bytes) this.hinder(noRoom);
    else await this.#write(table, list, { where: ` WHERE ${byId}`, changed });
    return byId;
  }

  #problemOf(table: string, { list, rows }: { list: string | undefined; rows: number }): string | undefined {
    // The rows of before could not be told from those of the load itself.
    if (this.#changeOf(table).inserted > 0) return `it took rows of ${table} away that it had added itself`;
    if (list === undefined) return `${table} has a column of a type that cannot be kept exactly`;
    if (this.#options.maxBytes <= this.#bytes) return noRoom;
    return rows > maxReplacedRows
      ? `it replaced ${table}, and of a replaced table no more than ${maxReplacedRows} rows are kept`
      : undefined;
  }

  async #write(
    table: string,
    list: string,
    { where, changed }: { readonly where: string; readonly changed?: KeptRows['changed'] },
  ): Promise<void> {
    const { session, dataset, folder, maxBytes } = this.#options;
    const { file, path } = placeOfKeptRows(folder, this.#files++);
    const rows = await session.run(
      `COPY (SELECT ${list} FROM ${qualify(session.catalog, dataset, table)} t${where}) TO ${quoteText(path)} (FORMAT parquet)`,
    );
    const bytes = statSync(path).size;
    this.#bytes += bytes;
    if (this.#bytes > maxBytes) this.hinder(noRoom);
    else this.#changeOf(table).kept.push({ file, bytes, rows, ...(changed === undefined ? {} : { changed }) });
  }

  #changeOf(table: string): Change {
    const change = this.#changes.get(table) ?? { inserted: 0, removed: 0, kept: [] };
    this.#changes.set(table, change);
    return change;
  }

  async #count(table: string): Promise<number> {
    const { session, dataset } = this.#options;
    const [row] = await session.rowArrays(`SELECT count(*)::DOUBLE FROM ${qualify(session.catalog, dataset, table)}`);
    return Number(row?.[0]);
  }
}
