import { Option, type Command } from 'commander';

import { loadProject, type QueryResult } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { parseCount } from '../parse-count.ts';
import { jsonText } from '../render/json-text.ts';
import { formatAmount } from '../render/quantities.ts';
import { renderCsv, renderQueryTable, toRowObjects } from '../render/render-query.ts';

interface QueryOptions {
  readonly format: 'table' | 'csv' | 'json';
  readonly maxRows?: number;
}

/** Enough to look at; a file gets everything. */
const tableRows = 1_000;

export function defineQuery(program: Command, cli: Cli): void {
  program
    .command('query')
    .summary('ask the warehouse in SQL')
    .description('Runs one SQL statement on the warehouse, which it can only read.')
    .argument('<sql>', 'the statement, in quotes')
    .addOption(new Option('--format <format>', 'how to print').choices(['table', 'csv', 'json']).default('table'))
    .option(
      '--max-rows <rows>',
      `at most this many rows (default: ${tableRows} in a table, all in csv and json)`,
      parseCount,
    )
    .action((sql: string, options: QueryOptions) => query(cli, sql, options));
}

async function query(cli: Cli, sql: string, { format, maxRows }: QueryOptions): Promise<void> {
  const limit = maxRows ?? (format === 'table' && !cli.isJson ? tableRows : Number.MAX_SAFE_INTEGER);
  const { queryProject } = await import('../query-project.ts');
  const result = await queryProject(await loadProject(cli.projectRoot()), sql, limit);
  cli.terminal.stdout.write(cli.isJson ? documentOf(result) : render(cli, result, format));
  if (result.isCut && !cli.isJson) {
    cli.note(`Only the first ${formatAmount(result.rows.length, 'row')} are shown; ask for more with --max-rows.`);
  }
}

function documentOf({ columns, rows, isCut }: QueryResult): string {
  return jsonText({ columns, rows, is_cut: isCut });
}

function render(cli: Cli, result: QueryResult, format: QueryOptions['format']): string {
  switch (format) {
    case 'csv':
      return renderCsv(result);
    case 'json':
      return jsonText(toRowObjects(result));
    case 'table': {
      const maxCellWidth = cli.terminal.stdout.isTTY === true ? 48 : undefined;
      return renderQueryTable(result, { paint: cli.paint, maxCellWidth });
    }
  }
}
