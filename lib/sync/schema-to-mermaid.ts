import type { SchemaColumn, SchemaDocument, SchemaTable } from './schema-document.ts';

/** The tables of a source as a Mermaid diagram of entities, which GitHub and others draw. */
export function schemaToMermaid({ tables }: SchemaDocument): string {
  const names = new Set(tables.map(({ name }) => name));
  const links = tables.flatMap(({ name, parent }) =>
    parent !== undefined && names.has(parent)
      ? [`  ${entity(parent)} ||--o{ ${entity(name)} : "${label(name, parent)}"`]
      : [],
  );
  return `${['erDiagram', ...tables.map(tableText), ...links].join('\n')}\n`;
}

function tableText({ name, columns, parent }: SchemaTable): string {
  const lines = columns.map((column) => `    ${columnText(column, parent !== undefined)}`);
  return `  ${entity(name)} {\n${lines.join('\n')}\n  }`;
}

function columnText({ name, type, hints = {} }: SchemaColumn, isChild: boolean): string {
  const keys = [
    ...(hints['primary_key'] === true ? ['PK'] : []),
    ...(isChild && name === '_dlt_parent_id' ? ['FK'] : []),
    ...(hints['unique'] === true ? ['UK'] : []),
  ];
  return `${word(type)} ${word(name)}${keys.length === 0 ? '' : ` ${keys.join(', ')}`}`;
}

/** Mermaid takes few characters in types and columns, and no quotes around them. */
function word(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_()[\]-]/g, '_');
  return /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
}

function entity(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll(/["\\%]/g, '_')}"`;
}

/** What the list is called: the child's name without that of its parent. */
function label(name: string, parent: string): string {
  const list = name.startsWith(`${parent}__`) ? name.slice(parent.length + 2) : name;
  return list.replaceAll('"', "'");
}
