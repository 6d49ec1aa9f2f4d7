import type { Command } from 'commander';

import { DangoError, traceExchange, traceRow } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { renderExchangeTrace, renderRowTrace } from '../render/render-trace.ts';

interface TraceOptions {
  readonly source?: string;
  readonly exchange?: string;
}

export function defineTrace(program: Command, cli: Cli): void {
  program
    .command('trace')
    .summary('show which request brought a row')
    .description('Follows a row back to its load, its run, and the request and record that it came in.')
    .argument('[table]', 'table, or dataset.table')
    .argument('[id]', 'its _dlt_id, or the value of its primary key')
    .option('--source <name>', 'the source whose table is meant, where several have one of that name')
    .option('--exchange <load/number>', 'the other way: list the rows that came in a request of a load')
    .action(async (table: string | undefined, id: string | undefined, { source, exchange }: TraceOptions) => {
      const root = cli.projectRoot();
      if (exchange !== undefined) {
        if (table !== undefined) throw usage('A row and --exchange cannot be asked for together.');
        const trace = await traceExchange(root, exchange);
        return cli.report(trace, renderExchangeTrace(trace, cli.paint));
      }
      if (table === undefined || id === undefined) throw usage('dango trace needs a table and the id of a row.');
      const trace = await traceRow(root, { table, id, source });
      cli.report(trace, renderRowTrace(trace, cli.paint));
    });
}

function usage(message: string): DangoError {
  return new DangoError(message, {
    code: 'usage-invalid',
    hint: 'Run "dango trace TABLE ID", or "dango trace --exchange LOAD/NUMBER".',
  });
}
