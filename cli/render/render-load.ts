import type { LoadDescription } from '../../lib/index.ts';
import type { Painter } from './painter.ts';
import { printable } from './printable.ts';
import { formatBytes, formatCount } from './quantities.ts';
import { renderPlan } from './render-plan.ts';
import { renderTable } from './table.ts';

/** A load package as a whole: facts, resources, files, and what a load of it would do. */
export function renderLoad(load: LoadDescription, paint: Painter): string {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['source', load.source],
    ['state', load.state],
    ['reason', load.reason],
    ['begun', load.created_at.replace('T', ' ').replace(/\.\d+Z$/, 'Z')],
    ['run', load.run_id],
    ['dataset', load.dataset],
  ];
  const resources = load.resources.map(
    ({ name, table, write_disposition: disposition, rows, is_full_refresh: isAnew }) => [
      printable(name),
      printable(table),
      isAnew ? 'full refresh' : disposition,
      formatCount(rows),
    ],
  );
  const columns = [{ title: 'resource' }, { title: 'table' }, { title: 'disposition' }] as const;
  const files = load.files.map(({ name, bytes }) => [printable(name), formatBytes(bytes)]);
  return [
    paint('bold', load.load_id),
    ...facts.flatMap(([title, value]) =>
      value === undefined ? [] : [`  ${paint('dim', title.padEnd(8))}  ${printable(value)}`],
    ),
    ...section(resources, renderTable([...columns, { title: 'rows', align: 'right' }], resources, { paint })),
    ...section(files, renderTable([{ title: 'file' }, { title: 'size', align: 'right' }], files, { paint })),
    ...(load.plan === undefined ? [] : ['', paint('bold', 'A load of it now'), renderPlan(load.plan, paint)]),
    ...(load.refused ?? []).map(({ resource, message }) => `  ${printable(resource)} stays out: ${printable(message)}`),
    ...(load.outdated === undefined ? [] : [`  It is not loaded any more: ${printable(load.outdated)}.`]),
    ...(load.plan === undefined ? [] : ['', nextStep(load)]),
  ].join('\n');
}

/** What is outdated is refused by `accept`. */
function nextStep({ load_id: id, outdated }: LoadDescription): string {
  return outdated === undefined
    ? `Load it with: dango loads accept ${id}; forget it with: dango loads discard ${id}`
    : `Sync again to fetch it anew; forget it with: dango loads discard ${id}`;
}

function section(rows: readonly unknown[], text: string): readonly string[] {
  return rows.length === 0 ? [] : ['', text];
}
