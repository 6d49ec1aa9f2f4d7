import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { ExchangeLog, type KeptExchange } from './exchange-log.ts';
import { packageFiles } from './package-folder.ts';
import { rowIdPrefix } from './row-id.ts';
import { TableSpool, type TableSpoolOptions } from './table-spool.ts';

/**
 * Writes the content of an open package: records and exchanges. Needs nothing but its folder, so that it also works
 * inside the guarded process of a custom module.
 */
export class PackageWriter {
  readonly #folder: string;
  readonly #prefix: string;
  readonly #exchanges: ExchangeLog;
  readonly #spools: TableSpool[] = [];

  /** @param folder absolute path of an existing package folder; its name is the load id. */
  constructor(folder: string) {
    this.#folder = folder;
    this.#prefix = rowIdPrefix(basename(folder));
    this.#exchanges = new ExchangeLog(folder);
  }

  begin(): number {
    return this.#exchanges.begin();
  }

  record(exchange: KeptExchange): void {
    this.#exchanges.record(exchange);
  }

  /** @param table the normalised name of a root table, unique within the package. */
  openTable(table: string, options?: TableSpoolOptions): TableSpool {
    const spool = new TableSpool(this.#folder, table, this.#prefix, options);
    this.#spools.push(spool);
    return spool;
  }

  /** Resolves when everything is in its files. */
  async close(): Promise<void> {
    for (const spool of this.#spools) spool.close();
    await this.#exchanges.close();
  }
}

/** Makes the folder of a new package and notes who writes it. */
export function openPackageFolder(folder: string, owner: { readonly run_id: string; readonly source: string }): void {
  mkdirSync(dirname(folder), { recursive: true });
  // Fails where it is there: two packages never share a folder.
  mkdirSync(folder);
  writeFileSync(`${folder}/${packageFiles.opened}`, JSON.stringify(owner));
}
