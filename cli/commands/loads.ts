import type { Command } from 'commander';

import {
  DangoError,
  describeLoad,
  discardLoad,
  listLoads,
  loadProject,
  pruneLoads,
  type LoadListing,
} from '../../lib/index.ts';
import { askYes } from '../ask-yes.ts';
import type { Cli } from '../cli.ts';
import { refuseUnknownCommand } from '../refuse-unknown-command.ts';
import { printable } from '../render/printable.ts';
import { formatAmount, formatBytes, formatCount, formatDuration } from '../render/quantities.ts';
import { renderLoad } from '../render/render-load.ts';
import { renderTable, type TableColumn } from '../render/table.ts';
import { runRequests } from '../run-requests.ts';
import { findSource } from '../select-sources.ts';

export function defineLoads(program: Command, cli: Cli): void {
  const loads = program
    .command('loads')
    .summary('look at load packages and decide about those that wait')
    .description('Lists what was fetched, and decides about what is not loaded by itself.')
    .allowExcessArguments()
    .action(async (_options: object, command: Command) => {
      refuseUnknownCommand(command);
      await list(cli, undefined);
    });
  loads
    .command('list')
    .description('Lists the load packages, newest first.')
    .argument('[source]', 'only those of this source')
    .action((source: string | undefined) => list(cli, source));
  loads
    .command('show')
    .description('Shows a load package, why it waits, and what a load of it would do now.')
    .argument('<id>', 'id of the load')
    .action((id: string) => show(cli, id));
  loads
    .command('accept')
    .description('Loads a package that waits, without fetching anything.')
    .argument('<id>', 'id of the load')
    .action((id: string) => accept(cli, id));
  loads
    .command('discard')
    .description('Forgets the rows of a package that waits. No cursor moves: they are fetched again.')
    .argument('<id>', 'id of the load')
    .option('-y, --yes', 'do not ask')
    .action((id: string, { yes }: { yes?: true }) => discard(cli, id, yes === true));
  loads
    .command('prune')
    .description('Deletes the ended packages that retention in project.yml does not keep.')
    .action(() => prune(cli));
}

async function list(cli: Cli, source: string | undefined): Promise<void> {
  const listings = await listLoads(cli.projectRoot(), source);
  // Packages of a source that is no longer in the file stay, so only a name that neither has is unknown.
  if (listings.length === 0 && source !== undefined) findSource((await loadProject(cli.projectRoot())).sources, source);
  if (cli.isJson) return cli.printJson({ loads: listings });
  if (listings.length === 0) {
    const owner = source === undefined ? '' : ` of ${printable(source)}`;
    return cli.note(`There are no load packages${owner}. A sync makes one.`);
  }
  const columns: readonly TableColumn[] = [
    { title: 'load' },
    { title: 'source' },
    { title: 'state' },
    { title: 'rows', align: 'right' },
    { title: 'age', align: 'right' },
    { title: 'size', align: 'right' },
    { title: 'reason' },
  ];
  cli.print(renderTable(columns, listings.map(describeListing), { paint: cli.paint }));
}

function describeListing({ load_id: id, source, state, rows, created_at: at, bytes, reason }: LoadListing): string[] {
  return [
    id,
    printable(source),
    state,
    rows === undefined ? '' : formatCount(rows),
    formatDuration(Math.max(0, Date.now() - Date.parse(at))),
    formatBytes(bytes),
    printable(reason ?? ''),
  ];
}

async function show(cli: Cli, id: string): Promise<void> {
  const load = await describeLoad(cli.projectRoot(), id);
  cli.report(load, renderLoad(load, cli.paint));
}

/** Loading is a run of its own: it waits for its turn, and the history tells of it. */
async function accept(cli: Cli, id: string): Promise<void> {
  const project = await loadProject(cli.projectRoot());
  const { source } = await findListing(cli, id);
  const { exitCode } = await runRequests(cli, project, [{ kind: 'accept', source, load: id }]);
  cli.exitCode = exitCode;
}

async function discard(cli: Cli, id: string, isSure: boolean): Promise<void> {
  const { source, state, rows = 0 } = await findListing(cli, id);
  const question = `Forget ${formatAmount(rows, 'row')} of ${printable(source)}? They can be fetched again.`;
  const waits = state === 'held' || state === 'sealed';
  if (waits && !isSure && (cli.isJson || !(await askYes(cli.terminal, question)))) {
    throw new DangoError(`Load package ${id} was not discarded, because nobody said yes.`, {
      code: 'usage-invalid',
      hint: `Say it beforehand: dango loads discard ${id} --yes`,
    });
  }
  await discardLoad(cli.projectRoot(), id);
  cli.report(
    { load_id: id, source, status: 'discarded' },
    `Load package ${id} was discarded; the cursor of ${printable(source)} is where it was.`,
  );
}

async function prune(cli: Cli): Promise<void> {
  const deleted = await pruneLoads(cli.projectRoot());
  cli.report({ deleted }, `${formatAmount(deleted.length, 'load package')} deleted.`);
}

async function findListing(cli: Cli, id: string): Promise<LoadListing> {
  const root = cli.projectRoot();
  const found = (await listLoads(root)).find((one) => one.load_id === id);
  // Says what was meant, in the words of whoever knows all packages.
  return found ?? (await describeLoad(root, id));
}
