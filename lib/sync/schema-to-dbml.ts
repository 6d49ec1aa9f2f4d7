import type { SchemaColumn, SchemaDocument, SchemaTable } from './schema-document.ts';

/** The tables of a source as DBML, which dbdiagram.io and others draw. */
export function schemaToDbml({ source, dataset, tables }: SchemaDocument): string {
  const names = new Set(tables.map(({ name }) => name));
  const links = tables.flatMap(({ name, parent, columns }) =>
    parent !== undefined && names.has(parent) && columns.some((column) => column.name === '_dlt_parent_id')
      ? [`Ref: ${quote(name)}.${quote('_dlt_parent_id')} > ${quote(parent)}.${quote('_dlt_id')}`]
      : [],
  );
  const project = `Project ${quote(source)} {\n  database_type: 'DuckDB'\n  Note: ${text(`Dataset ${dataset}`)}\n}`;
  return `${[project, ...tables.map(tableText), ...(links.length === 0 ? [] : [links.join('\n')])].join('\n\n')}\n`;
}

function tableText({ name, columns, write_disposition: disposition, parent }: SchemaTable): string {
  const keys = columns.filter(isKey).map((column) => column.name);
  const lines = columns.map((column) => `  ${columnText(column, keys.length === 1)}`);
  if (keys.length > 1) lines.push(`  indexes {\n    (${keys.map(quote).join(', ')}) [pk]\n  }`);
  const note = parent === undefined ? disposition : `elements of a list of ${parent}`;
  if (note !== undefined) lines.push(`  Note: ${text(note)}`);
  return `Table ${quote(name)} {\n${lines.join('\n')}\n}`;
}

function columnText(column: SchemaColumn, isOnlyKey: boolean): string {
  const { name, type, nullable, hints = {} } = column;
  const settings = [
    ...(isOnlyKey && isKey(column) ? ['pk'] : []),
    ...(hints['unique'] === true ? ['unique'] : []),
    ...(nullable ? [] : ['not null']),
  ];
  return `${quote(name)} ${quote(type)}${settings.length === 0 ? '' : ` [${settings.join(', ')}]`}`;
}

function isKey({ hints = {} }: SchemaColumn): boolean {
  return hints['primary_key'] === true;
}

/** Quotes what is no plain word. DBML has no escape for a quote inside, so it becomes a single one. */
function quote(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', "'").replaceAll(/\s/g, ' ')}"`;
}

function text(words: string): string {
  return `'${words.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
