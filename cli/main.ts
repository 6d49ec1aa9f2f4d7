import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

// Whoever reads our output may stop early (`dango runs | head -1`): no reason for a stack.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

process.exitCode = await runCli(process.argv.slice(2), processTerminal());
