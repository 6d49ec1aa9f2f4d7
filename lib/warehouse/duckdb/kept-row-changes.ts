import { statSync } from 'node:fs';
import { placeOfKeptRows, type ChangedTable, type KeptRows } from '../../loads/undo-record.ts';
import type { Catalog } from '../plan/table-tree.ts';
import { exactParquetColumns } from './exact-parquet.ts';
import { storedRowChanges, type ColumnChange, type RowChanges } from './row-changes.ts';
import type { Session } from './session.ts';
import { qualify, quoteText } from './sql-text.ts';

/** Tables that a replace empties are kept up to this many rows: whoever replaces a large table pays for it every time. */
const maxReplacedRows = 100_000;
/** A column takes about this many bytes a row at least; so many rows that they cannot fit are not even begun with. */
const leastBytesPerValue = 2;

export interface KeepOptions {
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
    const kept = await this.#keep(table, which);
    const rows = await this.#stored.remove(table, which);
    if (rows > 0) {
      this.#changeOf(table).removed += rows;
      if (kept !== rows) this.hinder(`of the rows of ${table} that it took away not all could be kept`);
    }
    return rows;
  };

  readonly update = async (table: string, change: ColumnChange): Promise<number> => {
    const rows = await this.#stored.update(table, change);
    if (rows > 0) this.hinder(`it changed rows of ${table} in place`);
    return rows;
  };

  /** The first reason counts. @param reason behind "because". */
  hinder(reason: string): void {
    this.#hindrance ??= reason;
  }

  /** What was changed so far. @param parentOf the table that a child table belongs to. */
  async changed(parentOf: (table: string) => string | undefined): Promise<Readonly<Record<string, ChangedTable>>> {
    const tables: Record<string, ChangedTable> = {};
    for (const [table, change] of this.#changes) {
      if (change.inserted + change.removed === 0) continue;
      tables[table] = { parent: parentOf(table), ...change, rows: await this.#count(table) };
    }
    return tables;
  }

  get hindrance(): string | undefined {
    return this.#hindrance;
  }

  /** How many rows were written down; undefined where nothing is kept any more. */
  async #keep(table: string, which: string | undefined): Promise<number | undefined> {
    const { session, dataset, folder, catalog, maxBytes } = this.#options;
    if (this.#hindrance !== undefined) return undefined;
    if (this.#changeOf(table).inserted > 0) {
      // The rows of before could not be told from those of the load itself.
      this.hinder(`it took rows of ${table} away that it had added itself`);
      return undefined;
    }
    const total = await this.#count(table);
    if (total === 0) return 0;
    if (which === undefined && total > maxReplacedRows) {
      this.hinder(`it replaced ${table}, and of a replaced table no more than ${maxReplacedRows} rows are kept`);
      return undefined;
    }
    const columns = catalog.get(table) ?? new Map<string, string>();
    const list = exactParquetColumns(columns);
    if (list === undefined) {
      this.hinder(`${table} has a column of a type that cannot be kept exactly`);
      return undefined;
    }
    const { file, path } = placeOfKeptRows(folder, this.#files++);
    const maxRows = Math.ceil((maxBytes - this.#bytes) / (columns.size * leastBytesPerValue)) + 1;
    const limit = maxRows < total ? ` LIMIT ${maxRows}` : '';
    const rows = await session.run(
      `COPY (SELECT ${list} FROM ${qualify(session.catalog, dataset, table)} t${which === undefined ? '' : ` WHERE ${which}`}${limit}) TO ${quoteText(path)} (FORMAT parquet)`,
    );
    if (rows === 0) return 0;
    const bytes = statSync(path).size;
    this.#bytes += bytes;
    if (rows >= maxRows || this.#bytes > maxBytes) {
      this.hinder('it took more rows away than are kept (retention.undo_mb in .dango/project.yml)');
      return undefined;
    }
    this.#changeOf(table).kept.push({ file, bytes, rows });
    return rows;
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
