import { once } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';

import { loadProject, type Project, type RunRecord } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { catchInterrupt } from '../catch-interrupt.ts';
import { packageRoot } from '../package-root.ts';
import { parseCount } from '../parse-count.ts';
import { parsePort } from '../parse-port.ts';
import { selectSources } from '../select-sources.ts';

const usualApiPort = 8801;
const shownRows = 5;
const shownTables = 3;

export function defineStart(program: Command, cli: Cli): void {
  program
    .command('start')
    .summary('try Dango on a sample API and a sample project')
    .description(
      'Starts a small shop API on this machine, makes a sample project that loads it, and opens that project in the\n' +
        'browser, until Ctrl-C. With --once it loads the project in the terminal, shows the first rows and ends.',
    )
    .option('--port <port>', 'port of the UI; the next free one when it is taken (default: 8800)', parsePort)
    .option('--api-port <port>', 'port of the sample API (default: 8801, or a free one)', parseCount)
    .option('--no-open', 'do not open the browser')
    .option('--once', 'no browser: load, show rows, end')
    .option('--keep', 'with --once: let the sample API run on until Ctrl-C')
    .action(async (options: StartOptions) => {
      cli.exitCode = await start(cli, options);
    });
}

interface StartOptions {
  readonly port?: number;
  readonly apiPort?: number;
  readonly open: boolean;
  readonly once?: boolean;
  readonly keep?: boolean;
}

async function start(cli: Cli, { port, apiPort, open, once, keep }: StartOptions): Promise<number> {
  const { makeSampleProject } = await import('../make-sample-project.ts');
  const projectRoot = await makeSampleProject(cli.terminal.cwd);
  const { startSampleApi } = await import('../../sample/api/start-sample-api.ts');
  // Always the same where it can be, so that sources that were made with it stand the next start.
  await using api = await (apiPort === undefined
    ? startSampleApi({ port: usualApiPort }).catch(() => startSampleApi())
    : startSampleApi({ port: apiPort }));
  cli.note(`The sample API answers at ${api.url}`);
  // The processes of the runs read it as ${SAMPLE_API_URL}.
  process.env['SAMPLE_API_URL'] = api.url;
  if (once === true || cli.isJson) return await loadOnce(cli, projectRoot, api.url, keep === true);
  const { serveProject } = await import('../serve-project.ts');
  await serveProject(cli, { projectRoot: realpathSync(projectRoot), port, opens: open, sampleApiUrl: api.url });
  return 0;
}

async function loadOnce(cli: Cli, projectRoot: string, apiUrl: string, isKept: boolean): Promise<number> {
  const project = await loadProject(projectRoot);
  const requests = selectSources(project.sources, []).map(({ name }) => ({ kind: 'sync', source: name }) as const);
  const { runRequests } = await import('../run-requests.ts');
  const { runs, exitCode } = await runRequests(cli, project, requests);
  if (cli.isJson || exitCode !== 0) return exitCode;
  await printFirstRows(cli, project, runs);
  printNextSteps(cli, projectRoot);
  if (isKept) await untilInterrupted(cli, apiUrl);
  return exitCode;
}

async function printFirstRows(cli: Cli, project: Project, runs: readonly RunRecord[]): Promise<void> {
  const { queryProject } = await import('../query-project.ts');
  const { renderQueryTable } = await import('../render/render-query.ts');
  for (const table of mainTables(runs)) {
    const sql = `select * exclude (_dlt_load_id, _dlt_id) from ${table} limit ${shownRows}`;
    const rows = await queryProject(project, sql, shownRows);
    cli.print(`\n${cli.paint('bold', table)}`);
    cli.print(renderQueryTable(rows, { paint: cli.paint, maxCellWidth: 28 }).trimEnd());
  }
}

/** The root tables of the first source. */
function mainTables(runs: readonly RunRecord[]): readonly string[] {
  const [report] = runs.flatMap((run) => run.reports);
  if (report?.dataset === undefined) return [];
  const { dataset } = report;
  return report.resources
    .flatMap(({ tables: [table] }) => (table === undefined ? [] : [`${dataset}.${table}`]))
    .slice(0, shownTables);
}

async function untilInterrupted(cli: Cli, url: string): Promise<void> {
  cli.note(`The sample API runs on at ${url}; SAMPLE_API_URL=${url} makes the sample project find it. Ctrl-C ends it.`);
  const { signal, release } = catchInterrupt();
  await once(signal, 'abort');
  release();
}

function printNextSteps(cli: Cli, projectRoot: string): void {
  // In a clone through npm, installed through npx: the way in which this very command was started.
  const dango = existsSync(join(packageRoot(), 'cli', 'main.ts')) ? 'npm run dango --' : 'npx --no-install dango';
  cli.print(`
Next, in another project or in this one (${projectRoot}):
  ${dango} show shop --project .sample
  ${dango} query "SELECT status, count(*) FROM raw_shop.orders GROUP BY ALL" --project .sample
  ${dango} init my-project`);
}
