import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealPackage } from '../../lib/loads/end-package.ts';
import { createLoadId } from '../../lib/loads/load-id.ts';
import { packageFormat, type PackageManifest, type PackageResource } from '../../lib/loads/manifest.ts';
import { openPackageFolder, PackageWriter } from '../../lib/loads/package-writer.ts';
import { typeTreeToJson } from '../../lib/schema/type-tree-json.ts';
import type { Destination, LoadOutcome } from '../../lib/warehouse/destination.ts';
import { withWriter } from '../../lib/warehouse/duckdb/gate.ts';
import { createDuckdbDestination } from '../../lib/warehouse/duckdb/duckdb-destination.ts';

export interface ScratchWarehouse extends AsyncDisposable {
  readonly folder: string;
  readonly destination: Destination;
  /** Seals a package with these records and loads it. */
  load(resources: readonly ResourceRecords[], manifest?: Partial<PackageManifest>): Promise<LoadOutcome>;
  /** Seals a package without loading it. */
  seal(resources: readonly ResourceRecords[], manifest?: Partial<PackageManifest>): SealedPackage;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Changes the warehouse as another program would. */
  write(sql: string): Promise<void>;
}

export interface SealedPackage {
  readonly folder: string;
  readonly manifest: PackageManifest;
}

export type ResourceRecords = Partial<Omit<PackageResource, 'rows' | 'files' | 'types' | 'longest_line'>> & {
  readonly records: readonly unknown[];
};

/** A warehouse in a folder of its own, and packages made of records that a test gives. */
export function scratchWarehouse(): ScratchWarehouse {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dango-warehouse-')));
  const destination = createDuckdbDestination({
    file: join(folder, 'warehouse.duckdb'),
    location: 'warehouse.duckdb',
    waitMs: 5000,
  });
  let clock = 1_795_342_000_000;
  const seal: ScratchWarehouse['seal'] = (resources, overrides = {}) => {
    clock += 1000;
    const loadId = createLoadId(clock);
    const packageFolder = join(folder, 'loads', loadId);
    openPackageFolder(packageFolder, { run_id: 'test', source: 'shop' });
    const writer = new PackageWriter(packageFolder);
    const contents = resources.map(({ records, ...resource }): PackageResource => {
      const table = resource.table ?? 'items';
      const spool = writer.openTable(table);
      spool.write(records, writer.begin());
      return {
        name: table,
        table,
        parent: null,
        write_disposition: 'append',
        primary_key: [],
        is_full_refresh: false,
        incremental: null,
        ...resource,
        rows: spool.rows,
        longest_line: spool.longestLine,
        files: [spool.file],
        types: typeTreeToJson(spool.types),
      };
    });
    void writer.close();
    const manifest: PackageManifest = {
      format: packageFormat,
      load_id: loadId,
      run_id: 'test',
      source: 'shop',
      pipeline_name: 'shop',
      schema_name: 'shop',
      dataset: 'raw_shop',
      created_at: new Date(clock).toISOString(),
      based_on: 0,
      saves_state: false,
      resources: contents,
      ...overrides,
    };
    sealPackage(packageFolder, manifest);
    return { folder: packageFolder, manifest };
  };
  return {
    folder,
    destination,
    seal,
    load: async (resources, overrides) => {
      const sealed = seal(resources, overrides);
      return await destination.load(sealed.manifest, sealed.folder, {});
    },
    rows: async (sql) => {
      const { columns, rows } = await destination.query(sql, { maxRows: 100_000 });
      return rows.map((row) => Object.fromEntries(columns.map(({ name }, position) => [name, row[position]])));
    },
    write: async (sql) => {
      await withWriter({ file: join(folder, 'warehouse.duckdb'), waitMs: 5000 }, (session) => session.run(sql));
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.resolve();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Columns of a table and their types, without those of dlt. */
export async function columnsOf(warehouse: ScratchWarehouse, table: string): Promise<Record<string, unknown>> {
  const rows = await warehouse.rows(
    `SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '${table}' AND column_name NOT LIKE '\\_dlt\\_%' ESCAPE '\\' ORDER BY ordinal_position`,
  );
  return Object.fromEntries(rows.map((row) => [String(row['column_name']), row['data_type']]));
}
