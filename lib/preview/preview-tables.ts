import { fieldsOfTable } from '../sync/fields-of-table.ts';
import type { ResourceReport } from '../sync/sync-report.ts';
import type { TableContent } from '../warehouse/destination.ts';
import type { KeptManifest } from './kept-tables.ts';
import type { PreviewTable } from './preview-event.ts';

interface PreviewFacts {
  readonly resources: readonly ResourceReport[];
  /** Of the package that was loaded. Undefined: none was. */
  readonly manifest: KeptManifest | undefined;
  /** Hides secrets in rows, for what is given away. Undefined: they are as the API gave them. */
  readonly mask: ((text: string) => string) | undefined;
}

/** Tables as a preview tells them: in the order of the resources, each root table before its child tables. */
export function toPreviewTables(
  tables: readonly TableContent[],
  { resources, manifest, mask }: PreviewFacts,
): readonly PreviewTable[] {
  const readable = mask === undefined ? tables : maskRows(tables, mask);
  return resources.flatMap(({ name: resource, tables: names }) =>
    names.flatMap((name) => {
      const table = readable.find((candidate) => candidate.name === name);
      return table === undefined ? [] : [withFields({ ...table, resource }, manifest)];
    }),
  );
}

function maskRows(tables: readonly TableContent[], mask: (text: string) => string): readonly TableContent[] {
  const masked = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    return typeof value === 'object' && value !== null ? (JSON.parse(mask(JSON.stringify(value))) as unknown) : value;
  };
  return tables.map((table) => ({ ...table, rows: table.rows.map((row) => row.map(masked)) }));
}

function withFields(table: PreviewTable, manifest: KeptManifest | undefined): PreviewTable {
  const isKnown = manifest !== undefined && table.parent === undefined;
  const fields = isKnown ? fieldsOfTable(table.name, manifest) : undefined;
  if (fields === undefined) return table;
  const own = table.columns.flatMap(({ name }): [string, string][] => {
    const field = fields.get(name);
    return field === undefined ? [] : [[name, field]];
  });
  return { ...table, fields: Object.fromEntries(own) };
}
