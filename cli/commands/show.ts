import type { Command } from 'commander';

import { showSource, type SourceOverview } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { printable } from '../render/printable.ts';
import { formatAmount, formatCount } from '../render/quantities.ts';
import { renderTable, type TableColumn } from '../render/table.ts';
import { valueText } from '../render/value-text.ts';

/** Older loads are in the table `_dlt_loads`. */
const shownLoads = 5;

export function defineShow(program: Command, cli: Cli): void {
  program
    .command('show')
    .summary('show what is known of a source: cursors, loads, tables')
    .description('Shows what the warehouse knows of a source: cursors, loads, tables and their columns.')
    .argument('<name>', 'name of the source, or of a pipeline that a script ran')
    .action(async (name: string) => {
      const overview = await showSource(cli.projectRoot(), name);
      if (cli.isJson) cli.printJson(overview);
      else renderOverview(overview, cli);
    });
}

function renderOverview(overview: SourceOverview, cli: Cli): void {
  const { source, pipeline_name: pipeline, dataset, warehouse, state_version: version } = overview;
  cli.print(`${cli.paint('bold', printable(source))}  ${printable(dataset)} in ${printable(warehouse)}`);
  cli.print(`pipeline ${printable(pipeline)}, state version ${version}`);
  renderSection(cli, 'Cursors', cursorColumns, overview.cursors.map(cursorCells));
  const loads = overview.loads.slice(0, shownLoads);
  renderSection(
    cli,
    loads.length < overview.loads.length ? `Loads (newest ${shownLoads} of ${overview.loads.length})` : 'Loads',
    [{ title: 'load' }, { title: 'inserted at' }, { title: 'status', align: 'right' }],
    loads.map((load) => [load.load_id, load.inserted_at, String(load.status)]),
  );
  renderSection(
    cli,
    'Not loaded yet',
    [{ title: 'load' }, { title: 'state' }, { title: 'reason' }],
    overview.pending.map((load) => [load.load_id, load.state, printable(load.reason ?? '')]),
  );
  renderSection(
    cli,
    'Tables',
    [{ title: 'table' }, { title: 'rows', align: 'right' }],
    overview.tables.map(tableCells),
  );
  for (const { name, rows, columns } of overview.tables) {
    const cells = columns.map((column) => [printable(column.name), column.type]);
    renderSection(
      cli,
      `${printable(name)}, ${formatAmount(rows, 'row')}`,
      [{ title: 'column' }, { title: 'type' }],
      cells,
    );
  }
}

const cursorColumns: readonly TableColumn[] = [
  { title: 'resource' },
  { title: 'cursor' },
  { title: 'initial value' },
  { title: 'last value' },
];

function cursorCells(cursor: SourceOverview['cursors'][number]): readonly string[] {
  const { resource, cursor_path: path, initial_value: initial, last_value: last } = cursor;
  return [printable(resource), printable(path), cursorText(initial), cursorText(last)];
}

function cursorText(value: unknown): string {
  return value === undefined || value === null ? '' : printable(valueText(value));
}

function tableCells({ name, rows }: SourceOverview['tables'][number]): readonly string[] {
  return [printable(name), formatCount(rows)];
}

function renderSection(
  cli: Cli,
  title: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
): void {
  if (rows.length === 0) return;
  cli.print(`\n${cli.paint('bold', title)}\n${renderTable(columns, rows, { paint: cli.paint })}`);
}
