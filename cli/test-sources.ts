import {
  checkAccess,
  DangoError,
  loadProject,
  previewSource,
  type AccessCheck,
  type PreviewFinishedEvent,
} from '../lib/index.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { renderAccess } from './render/render-access.ts';
import { renderReplay } from './render/render-replay.ts';
import { selectSources } from './select-sources.ts';

/** Sends one cheap request per source and explains the answer; with a load, replays its recording and sends nothing. */
export async function testSources(cli: Cli, names: readonly string[], replayOf: string | undefined): Promise<void> {
  const interrupt = catchInterrupt();
  try {
    if (replayOf === undefined) await tryAccess(cli, names, interrupt.signal);
    else await replay(cli, names, replayOf, interrupt.signal);
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

/** More than any load has: a recording ends by itself. */
const limits = { pages: 1_000_000, records: 10_000_000, parents: 10_000_000, timeoutSeconds: 1_800 };

async function replay(cli: Cli, names: readonly string[], replayOf: string, signal: AbortSignal): Promise<void> {
  const [source, ...others] = names;
  if (source === undefined || others.length > 0) {
    throw new DangoError('--replay needs exactly one source.', {
      code: 'usage-invalid',
      hint: 'Name the source: `dango source test NAME --replay LOAD_ID`.',
    });
  }
  let finished: PreviewFinishedEvent | undefined;
  let exchanges = 0;
  for await (const event of previewSource({ projectRoot: cli.projectRoot(), source, replayOf, limits }, { signal })) {
    if (event.type === 'exchange-recorded') exchanges += 1;
    if (event.type === 'preview-finished') finished = event;
  }
  if (finished === undefined) return;
  const { status, resources, error } = finished;
  cli.report({ source, replay_of: replayOf, status, exchanges, resources, error }, renderReplay(finished, exchanges));
  if (status !== 'succeeded') cli.exitCode = 1;
}
