import type { SchemaColumn, SchemaDocument, SchemaHistory, SchemaHistoryEntry, SchemaTable } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatAmount } from './quantities.ts';
import { renderTable } from './table.ts';

/** Tables with their columns, for a person. */
export function renderSchema({ source, dataset, schemas, tables }: SchemaDocument, paint: Painter): string {
  const versions = schemas.map(({ name, version }) => `schema ${name}, version ${version}`).join('; ');
  const head = `${paint('bold', printable(source))}  ${printable(dataset)}, ${printable(versions)}`;
  return [head, ...tables.map((table) => renderOne(table, paint))].join('\n\n');
}

function renderOne(
  { name, parent, resource, write_disposition: disposition, merge_strategy: strategy, columns }: SchemaTable,
  paint: Painter,
): string {
  const facts =
    parent === undefined
      ? [resource === undefined || resource === name ? '' : `of ${resource}`, disposition ?? '', strategy ?? '']
      : [`elements of a list of ${parent}`];
  const told = facts.filter((fact) => fact !== '').join(', ');
  const head = `${paint('bold', printable(name))}${told === '' ? '' : `  ${printable(told)}`}`;
  const titles = [{ title: 'column' }, { title: 'type' }, { title: 'in dlt' }, { title: 'hints' }];
  const rows = columns.map((column) => [
    printable(column.name),
    printable(column.type),
    printable(column.data_type ?? ''),
    printable(hintsOf(column)),
  ]);
  return `${head}\n${renderTable(titles, rows, { paint })}`;
}

function hintsOf({ nullable, hints = {} }: SchemaColumn): string {
  const words = Object.entries(hints).map(([hint, value]) =>
    value === true ? hint.replaceAll('_', ' ') : `${hint} ${JSON.stringify(value)}`,
  );
  return [...words, ...(nullable ? [] : ['not null'])].join(', ');
}

/** What changed the tables, the loads one below the other. */
export function renderSchemaHistory({ changes }: SchemaHistory, paint: Painter): string {
  const lines: string[] = [];
  let load: string | undefined;
  for (const entry of changes) {
    if (entry.load_id !== load) {
      load = entry.load_id;
      if (lines.length > 0) lines.push('');
      lines.push(paint('bold', `${entry.inserted_at}  load ${load}`));
    }
    lines.push(`  ${printable(describeChange(entry))}`);
    const origin = describeOrigin(entry);
    if (origin !== '') lines.push(`    ${paint('dim', printable(origin))}`);
  }
  return lines.join('\n');
}

function describeChange({
  change,
  table,
  column,
  data_type: type,
  previous_type: before,
  columns = [],
  contract,
}: SchemaHistoryEntry): string {
  switch (change) {
    case 'create table':
      return `table ${table} was made with ${formatAmount(columns.length, 'column')}: ${columns.map(({ name, data_type }) => `${name} ${data_type}`).join(', ')}`;
    case 'drop table':
      return `table ${table} was dropped, to be made anew`;
    case 'add column':
      return `column ${column} ${type} was added to ${table}`;
    case 'widen column':
      return `column ${column} of ${table} became ${type}; it was ${before}`;
    case 'contract': {
      const { mode, entity, rows, values } = contract ?? { mode: 'contract', entity: 'columns' };
      const amount = rows === undefined ? formatAmount(values ?? 0, 'value') : formatAmount(rows, 'row');
      const cause = column === undefined ? `table ${table}` : `column ${column} ${type} of ${table}`;
      return `${cause} was not made: the contract (${entity}: ${mode}) kept ${amount} out`;
    }
  }
}

function describeOrigin({ exchange, request }: SchemaHistoryEntry): string {
  if (exchange === undefined) return '';
  const what = request === undefined ? 'which is no longer kept' : `${request.method} ${request.url}`;
  return `first in exchange ${exchange}: ${what}`;
}
