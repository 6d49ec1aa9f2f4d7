import { once } from 'node:events';

import { DangoError } from '../lib/index.ts';
import { openBrowser } from '../server/open-browser.ts';
import type { Cli } from './cli.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import { packageRoot } from './package-root.ts';
import { recordInternalError } from './record-internal-error.ts';
import { requireUi } from './require-ui.ts';

export interface ServeProjectOptions {
  readonly projectRoot: string;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  /** Whether to open the browser. Only done where a person sits in front of a terminal. */
  readonly opens: boolean;
  readonly sampleApiUrl?: string | undefined;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);
const minPasswordLength = 8;

/** Serves the UI of a project until Ctrl-C. Throws `usage-invalid` for an open address without a password. */
export async function serveProject(cli: Cli, options: ServeProjectOptions): Promise<void> {
  const { host = '127.0.0.1', port, projectRoot, allowedHosts = [], sampleApiUrl } = options;
  const password = passwordFor(host, cli.terminal.env['DANGO_PASSWORD']);
  const isDev = cli.terminal.env['DANGO_UI_DEV'] === '1';
  if (!isDev) requireUi(packageRoot());
  const { startUiServer } = await import('../server/start-ui-server.ts');
  await using server = await startUiServer({
    projectRoot,
    packageRoot: packageRoot(),
    host,
    ...(port === undefined ? {} : { port }),
    password,
    allowedHosts,
    sampleApiUrl,
    recordFault: (error) => recordInternalError(error, cli).message,
    isDev,
  }).catch((error: unknown) => {
    throw explainListenError(error, host, port);
  });
  tell(cli, server.url, server.link, server.takenPort);
  if (options.opens && cli.terminal.stdout.isTTY === true && cli.terminal.env['CI'] === undefined) {
    openBrowser(server.link);
  }
  const { signal, release } = catchInterrupt();
  await once(signal, 'abort');
  release();
}

function tell(cli: Cli, url: string, link: string, takenPort: number | undefined): void {
  if (takenPort !== undefined) {
    cli.note(`Port ${takenPort} is taken by another program (another Dango?), so this one took the next free port.`);
  }
  if (cli.isJson) cli.printJson({ url, link });
  else cli.print(`\n  Dango is at ${cli.paint('bold', link)}\n  Ctrl-C stops it; runs that are going on go on.\n`);
}

function passwordFor(host: string, password: string | undefined): string | undefined {
  if (password !== undefined && password.length < minPasswordLength) {
    throw new DangoError(`DANGO_PASSWORD has ${password.length} characters; it needs ${minPasswordLength} or more.`, {
      code: 'usage-invalid',
      hint: 'Set a longer password in DANGO_PASSWORD.',
    });
  }
  if (loopback.has(host) || password !== undefined) return password;
  throw new DangoError(`Serving at ${host} lets other machines in, and there is no password.`, {
    code: 'usage-invalid',
    hint: 'Set a password in the environment variable DANGO_PASSWORD, or leave --host out to serve this machine only.',
  });
}

function explainListenError(error: unknown, host: string, port = 8800): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EADDRNOTAVAIL' && code !== 'EACCES') return error;
  return new DangoError(`Dango cannot listen at ${host}, port ${port}: ${code}.`, {
    code: 'usage-invalid',
    hint: code === 'EADDRNOTAVAIL' ? 'Give an address of this machine with --host.' : 'Give another port with --port.',
    cause: error,
  });
}
