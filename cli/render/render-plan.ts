import type { PlannedChange } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** What a sync would do to the warehouse, one change a line. */
export function renderPlan(plan: readonly PlannedChange[], paint: Painter): string {
  const rows = plan.map(({ table, change, detail }) => [printable(table), change, printable(detail)]);
  return renderTable([{ title: 'table' }, { title: 'change' }, { title: 'detail' }], rows, { paint });
}
