import { createHash } from 'node:crypto';

/** Version of dlt's schema format. */
const schemaEngineVersion = 11;

export interface StoredTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, StoredColumn>>;
  readonly write_disposition?: string;
  readonly resource?: string;
  readonly parent?: string;
  readonly [hint: string]: unknown;
}

export interface StoredColumn {
  readonly name: string;
  readonly data_type: string;
  readonly nullable?: boolean;
  readonly primary_key?: boolean;
  readonly [hint: string]: unknown;
}

/** A schema as dlt keeps it in `_dlt_version`. */
export interface StoredSchema {
  readonly version: number;
  readonly version_hash: string;
  readonly engine_version: number;
  readonly name: string;
  readonly tables: Readonly<Record<string, StoredTable>>;
  readonly settings: unknown;
  readonly normalizers: Normalizers;
  readonly previous_hashes: readonly string[];
}

const settings = {
  detections: ['iso_timestamp'],
  default_hints: {
    not_null: ['_dlt_id', '_dlt_root_id', '_dlt_parent_id', '_dlt_list_idx', '_dlt_load_id'],
    parent_key: ['_dlt_parent_id'],
    root_key: ['_dlt_root_id'],
    unique: ['_dlt_id'],
    row_key: ['_dlt_id'],
  },
};

interface Normalizers {
  readonly names: string;
  readonly json: {
    readonly module: string;
    readonly config?: { readonly propagation?: { readonly tables?: Readonly<Record<string, object>> } };
  };
}

const normalizers: Normalizers = { names: 'snake_case', json: { module: 'dlt.common.normalizers.json.relational' } };

/**
 * The schema after a load: the tables of before, with those of this load put in. Returns the previous schema itself
 * where nothing changed.
 * @param mergedTables root tables whose child rows carry the id of their root row.
 */
export function nextStoredSchema(
  name: string,
  previous: StoredSchema | undefined,
  tables: Readonly<Record<string, StoredTable>>,
  mergedTables: readonly string[],
): StoredSchema {
  const content = {
    engine_version: schemaEngineVersion,
    name,
    tables: { ...previous?.tables, ...tables },
    settings: previous?.settings ?? settings,
    normalizers: withRootIds(previous?.normalizers ?? normalizers, mergedTables),
  };
  const hash = schemaHash(content);
  if (previous !== undefined && previous.version_hash === hash) return previous;
  const hashes = previous === undefined ? [] : [previous.version_hash, ...previous.previous_hashes];
  return {
    version: (previous?.version ?? 0) + 1,
    version_hash: hash,
    ...content,
    previous_hashes: hashes.slice(0, 10),
  };
}

/** Tells dlt, too, to hand the root's id down to child rows. */
function withRootIds({ names, json }: Normalizers, mergedTables: readonly string[]): Normalizers {
  if (mergedTables.length === 0) return { names, json };
  const propagation = json.config?.propagation;
  const rootIds = Object.fromEntries(mergedTables.map((table) => [table, { _dlt_id: '_dlt_root_id' }]));
  const tables = { ...propagation?.tables, ...rootIds };
  return { names, json: { ...json, config: { ...json.config, propagation: { ...propagation, tables } } } };
}

/** dlt's hash: the content with sorted keys, then the column names in their order. */
function schemaHash(content: { readonly tables: Readonly<Record<string, StoredTable>> }): string {
  const hash = createHash('sha3-256').update(JSON.stringify(content, sortKeys));
  for (const table of Object.keys(content.tables).sort()) {
    for (const column of Object.keys(content.tables[table]?.columns ?? {})) hash.update(column);
  }
  return hash.digest('base64');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
