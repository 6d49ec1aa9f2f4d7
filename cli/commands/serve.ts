import type { Command } from 'commander';

import type { Cli } from '../cli.ts';
import { parsePort } from '../parse-port.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly allowHost?: readonly string[];
  readonly open: boolean;
}

export function defineServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .summary('open the project in the browser')
    .description(
      'Serves the UI of the project at http://127.0.0.1:8800 until Ctrl-C. The link that it prints signs you in.\n' +
        'For other machines: set DANGO_PASSWORD and give --host 0.0.0.0.',
    )
    .option('--port <port>', 'port to listen on; the next free one when it is taken (default: 8800)', parsePort)
    .option('--host <address>', 'address to listen on (default: 127.0.0.1, this machine only)')
    .option('--allow-host <names...>', 'further host names to answer to, such as that of a reverse proxy')
    .option('--no-open', 'do not open the browser')
    .action(async ({ host, port, allowHost, open }: ServeOptions) => {
      const { serveProject } = await import('../serve-project.ts');
      await serveProject(cli, { projectRoot: cli.projectRoot(), host, port, allowedHosts: allowHost, opens: open });
    });
}
