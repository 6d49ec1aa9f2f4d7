import { checkAccess, DangoError, loadProject, type AccessCheck } from '../lib/index.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { renderAccess } from './render/render-access.ts';
import { selectSources } from './select-sources.ts';
import type { TestOptions } from './test-options.ts';
import { tryRows } from './try-rows.ts';

/** Sends one cheap request per source and explains the answer; with options, reads the first pages of one source. */
export async function testSources(cli: Cli, names: readonly string[], options: TestOptions): Promise<void> {
  const [option] = Object.keys(options);
  const interrupt = catchInterrupt();
  try {
    if (option === undefined) await tryAccess(cli, names, interrupt.signal);
    else await tryRows(cli, requireOne(names, option), options, interrupt.signal);
  } finally {
    interrupt.release();
  }
}

async function tryAccess(cli: Cli, names: readonly string[], signal: AbortSignal): Promise<void> {
  const { sources } = await loadProject(cli.projectRoot());
  const checks: AccessCheck[] = [];
  // One after the other: what is printed stands in the order of the names.
  for (const { name } of selectSources(sources, names)) {
    const check = await checkAccess(cli.projectRoot(), name, { signal });
    checks.push(check);
    if (!cli.isJson) cli.print(renderAccess(check, cli.paint));
  }
  if (cli.isJson) cli.printJson({ tests: checks });
  else if (checks.length === 0) cli.note('No source is enabled. See `dango source list`.');
  if (checks.some(({ verdict }) => verdict !== 'accepted' && verdict !== 'open')) cli.exitCode = 1;
}

function requireOne([source, ...others]: readonly string[], option: string): string {
  if (source !== undefined && others.length === 0) return source;
  const word = `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new DangoError(`${word} needs exactly one source.`, {
    code: 'usage-invalid',
    hint: `Name the source: \`dango source test NAME ${word}\`.`,
  });
}
