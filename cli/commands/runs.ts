import type { Command } from 'commander';

import { isFinished, type RunRecord, type Runs, type StoredRunEvent } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { describeEvent } from '../progress/describe-event.ts';
import { refuseUnknownCommand } from '../refuse-unknown-command.ts';
import { printable, printableLines } from '../render/printable.ts';
import { formatCount, formatDuration } from '../render/quantities.ts';
import { renderRun, runDurationMs } from '../render/render-run.ts';
import { renderTable, type TableColumn } from '../render/table.ts';
import { undoRun, type UndoOptions } from '../undo-run.ts';

export function defineRuns(program: Command, cli: Cli): void {
  const runs = program
    .command('runs')
    .summary('look back on runs')
    .description('Lists the newest runs, or shows one of them.')
    .allowExcessArguments()
    .action(async (_options: object, command: Command) => {
      refuseUnknownCommand(command);
      await withRuns(cli, (opened) => listRuns(cli, opened));
    });
  runs
    .command('list')
    .description('Lists the newest runs.')
    .action(() => withRuns(cli, (opened) => listRuns(cli, opened)));
  runs
    .command('show')
    .description('Shows how a run ended.')
    .argument('<id>', 'id of the run')
    .action((id: string) => withRuns(cli, (opened) => showRun(cli, opened, id)));
  runs
    .command('logs')
    .description('Prints what a run told while it worked, and goes on until its end.')
    .argument('<id>', 'id of the run')
    .action((id: string) => withRuns(cli, (opened) => printLogs(cli, opened, id)));
  runs
    .command('undo')
    .description('Takes back what the last run of a source loaded: its rows and its cursors, in one transaction.')
    .argument('<id>', 'id of the run')
    .option('-n, --dry-run', 'show what would be undone, and change nothing')
    .option('-y, --yes', 'undo it without asking')
    .action((id: string, options: UndoOptions) => withRuns(cli, (opened) => undoRun(cli, opened, id, options)));
}

async function withRuns(cli: Cli, work: (runs: Runs) => Promise<void>): Promise<void> {
  const runs = await cli.openRuns(cli.projectRoot());
  try {
    await work(runs);
  } finally {
    runs.close();
  }
}

async function listRuns(cli: Cli, runs: Runs): Promise<void> {
  const list = await runs.list();
  if (cli.isJson) return cli.printJson({ runs: list.map(runDocument) });
  if (list.length === 0) return cli.note('There are no runs yet. Start one with `dango sync`.');
  const columns: readonly TableColumn[] = [
    { title: 'run' },
    { title: 'source' },
    { title: 'status' },
    { title: 'started' },
    { title: 'took', align: 'right' },
    { title: 'rows', align: 'right' },
  ];
  cli.print(renderTable(columns, list.map(describeRun), { paint: cli.paint }));
}

function describeRun(run: RunRecord): readonly string[] {
  const durationMs = runDurationMs(run);
  const rows = run.reports.flatMap((report) => report.resources.map((resource) => resource.rows_loaded));
  return [
    run.id,
    printable(run.source),
    run.status,
    (run.startedAt ?? run.createdAt).replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    durationMs === undefined ? '' : formatDuration(durationMs),
    isFinished(run) ? formatCount(rows.reduce((total, count) => total + count, 0)) : '',
  ];
}

async function showRun(cli: Cli, runs: Runs, id: string): Promise<void> {
  const run = await runs.find(id);
  if (cli.isJson) return cli.printJson(runDocument(run));
  const columns: readonly TableColumn[] = [
    { title: 'resource' },
    { title: 'status' },
    { title: 'requests', align: 'right' },
    { title: 'pages', align: 'right' },
    { title: 'rows', align: 'right' },
    { title: 'tables' },
  ];
  const resources = run.reports.flatMap((report) => report.resources);
  const rows = resources.map((resource) => [
    printable(resource.name),
    resource.status,
    formatCount(resource.requests),
    formatCount(resource.pages),
    formatCount(resource.rows_loaded),
    printable(resource.tables.join(', ')),
  ]);
  if (rows.length > 0) cli.print(renderTable(columns, rows, { paint: cli.paint }));
  renderRun(run, cli);
}

async function printLogs(cli: Cli, runs: Runs, id: string): Promise<void> {
  const { source } = await runs.find(id);
  const events: StoredRunEvent[] = [];
  for await (const { event } of runs.follow(id)) {
    if (cli.isJson) events.push(event);
    else cli.terminal.stdout.write(describeEvent(event, { source, paint: cli.paint, isVerbose: true }) ?? '');
  }
  const log = await runs.readLog(id);
  if (cli.isJson) return cli.printJson({ run_id: id, events, log });
  cli.terminal.stdout.write(printableLines(log));
  renderRun(await runs.find(id), cli);
}

/** A run as `--json` prints it. */
function runDocument(run: RunRecord): Readonly<Record<string, unknown>> {
  return {
    run_id: run.id,
    source: run.source,
    status: run.status,
    request: run.request,
    created_at: run.createdAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    reports: run.reports,
    error: run.error,
  };
}
