import type { UndoneLoads } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatCount } from './quantities.ts';
import { renderTable } from './table.ts';
import { valueText } from './value-text.ts';

/** What undoing a run does to tables and cursors. */
export function renderUndo({ tables, cursors }: UndoneLoads, paint: Painter): string {
  const right = { align: 'right' } as const;
  const hasReverted = tables.some(({ rows_reverted: reverted }) => reverted > 0);
  const rows = tables.map((table) => [
    printable(`${table.dataset}.${table.table}`),
    formatCount(table.rows_removed),
    formatCount(table.rows_restored),
    ...(hasReverted ? [formatCount(table.rows_reverted)] : []),
    formatCount(table.rows),
    formatCount(table.rows_after),
  ]);
  const titles = [
    { title: 'table' },
    { title: 'rows go', ...right },
    { title: 'come back', ...right },
    ...(hasReverted ? [{ title: 'as before', ...right }] : []),
    { title: 'now', ...right },
    { title: 'then', ...right },
  ];
  const positions = cursors.map(({ resource, cursor_path: path, value, value_after: after }) => [
    printable(resource),
    printable(path ?? 'state'),
    textOf(value),
    textOf(after),
  ]);
  const parts = [
    rows.length === 0 ? 'No rows change.' : renderTable(titles, rows, { paint }),
    ...(positions.length === 0
      ? []
      : [
          renderTable([{ title: 'resource' }, { title: 'cursor' }, { title: 'now' }, { title: 'then' }], positions, {
            paint,
          }),
        ]),
  ];
  return parts.join('\n\n');
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : printable(valueText(value));
}
