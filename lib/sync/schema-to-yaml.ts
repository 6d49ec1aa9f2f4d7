import { stringify } from 'yaml';
import type { StoredSchema } from '../schema/stored-schema.ts';

/** A schema as dlt exports it: names are the keys, so they do not stand inside again. */
export function schemaToYaml({
  version,
  version_hash,
  engine_version,
  name,
  tables,
  settings,
  normalizers,
  previous_hashes,
  ...others
}: StoredSchema): string {
  const named = Object.entries(tables).map(([table, { name: _table, columns, ...hints }]) => {
    const shown = Object.entries(columns).map(([column, { name: _column, ...facts }]) => [column, facts] as const);
    return [table, { columns: Object.fromEntries(shown), ...hints }] as const;
  });
  return stringify(
    {
      version,
      version_hash,
      engine_version,
      name,
      tables: Object.fromEntries(named),
      settings,
      normalizers,
      previous_hashes,
      ...others,
    },
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
}
