import type { Command } from 'commander';

import {
  ConfigError,
  DangoError,
  loadProject,
  parseWindow,
  toErrorRecord,
  type Project,
  type RunRequest,
} from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { parseCount } from '../parse-count.ts';
import { exitCodeOfError } from '../exit-code.ts';
import { renderError } from '../render/render-error.ts';
import { selectSources } from '../select-sources.ts';

interface SyncOptions {
  readonly source?: readonly string[];
  readonly resource?: readonly string[];
  readonly fullRefresh?: true;
  readonly since?: string;
  readonly until?: string;
  readonly backfill?: string;
  readonly limit?: number;
  readonly allowEmptyReplace?: true;
  readonly dryRun?: true;
}

export function defineSync(program: Command, cli: Cli): void {
  program
    .command('sync')
    .summary('fetch sources and load them into the warehouse')
    .description('Fetches sources and loads them into the warehouse: those named, or all enabled ones.')
    .argument('[names...]', 'names of sources')
    .option('--source <name>', 'a source, as an argument would name it; may be given several times', collect)
    .option('--resource <name>', 'only this resource of the source; may be given several times', collect)
    .option('--full-refresh', 'forget the cursors and replace the tables')
    .option('--since <position>', 'load a range of the cursors again, from this date, instant or number on')
    .option('--until <position>', 'the end of that range, which does not belong to it')
    .option('--backfill <span>', 'a range up to now (or --until) that begins so long before: 12h, 30d, 8w')
    .option('--limit <rows>', 'at most this many rows per resource, into <dataset>_sample', parseCount)
    .option('--allow-empty-replace', 'let replaced tables lose any rows, all of them too')
    .option('--dry-run', 'fetch and tell what a load would do; dango loads accept loads it')
    .action(async (names: readonly string[], options: SyncOptions) => {
      cli.exitCode = await sync(cli, [...names, ...(options.source ?? [])], options);
    });
}

async function sync(cli: Cli, names: readonly string[], options: SyncOptions): Promise<number> {
  try {
    const project = await loadProject(cli.projectRoot());
    tellFaultsOfFile(cli, project);
    const requests = planRequests(cli, project, names, options);
    if (requests.length === 0) cli.note('No source is enabled. See `dango source list`.');
    const { runRequests } = await import('../run-requests.ts');
    return (await runRequests(cli, project, requests)).exitCode;
  } catch (error) {
    // With --json even a sync that could not begin prints its document.
    if (!cli.isJson || !DangoError.is(error)) throw error;
    const record = toErrorRecord(error);
    cli.printJson({ status: 'failed', error: record, runs: [] });
    return exitCodeOfError(record);
  }
}

/** A fault of one source is told by its own run; those of the file as a whole would go unnoticed. */
function tellFaultsOfFile(cli: Cli, { sources, issues }: Project): void {
  if (sources.length === 0 && issues.length > 0) throw new ConfigError('The project', issues);
  if (cli.isJson) return;
  for (const issue of issues.filter(({ source }) => source === undefined)) {
    cli.terminal.stderr.write(renderError({ code: 'config-invalid', ...issue }, cli.paintError));
  }
}

function planRequests(
  cli: Cli,
  project: Project,
  names: readonly string[],
  { resource, fullRefresh, limit, allowEmptyReplace, dryRun, ...words }: SyncOptions,
): readonly RunRequest[] {
  const window = parseWindow(words, Date.now());
  if (window !== undefined && fullRefresh === true) {
    throw new DangoError('--full-refresh makes the tables anew, so it cannot load a range of them.', {
      code: 'usage-invalid',
      hint: 'Leave out --full-refresh, or --since, --until and --backfill.',
    });
  }
  const sources = selectSources(project.sources, names);
  for (const { name, enabled } of sources) {
    if (!enabled) cli.note(`Source ${name} is disabled and is synced because it was named.`);
  }
  if (resource !== undefined && sources.length !== 1) {
    throw new DangoError('--resource needs exactly one source.', {
      code: 'usage-invalid',
      hint: 'Name the source: `dango sync NAME --resource RESOURCE`.',
    });
  }
  return sources.map(({ name }) => ({
    kind: 'sync',
    source: name,
    ...(resource === undefined ? {} : { resources: resource }),
    ...(fullRefresh === undefined ? {} : { fullRefresh }),
    ...window,
    ...(limit === undefined ? {} : { limit }),
    ...(allowEmptyReplace === undefined ? {} : { allowEmptyReplace }),
    ...(dryRun === undefined ? {} : { dryRun }),
  }));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
