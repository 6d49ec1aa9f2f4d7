import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';

import {
  DangoError,
  planStateChange,
  readSourceState,
  saveStateChange,
  type SourceStateDocument,
  type StateChangePlan,
  type StateOrder,
} from '../../lib/index.ts';
import { askYes } from '../ask-yes.ts';
import type { Cli } from '../cli.ts';
import { jsonText } from '../render/json-text.ts';
import { printable, printableLines } from '../render/printable.ts';
import { formatAmount } from '../render/quantities.ts';
import { renderDiff } from '../render/render-diff.ts';
import { renderMoves } from '../render/render-moves.ts';

interface ChangeOptions {
  readonly yes?: true;
  readonly file?: string;
}

export function defineState(program: Command, cli: Cli): void {
  const state = program
    .command('state')
    .summary('read and change what is saved of a source: its cursors')
    .description('Reads and changes the saved state of a source: its cursors, and what its resources remember.');
  state
    .command('get <name>')
    .description('Prints the saved state.')
    .action(async (name: string) => {
      const document = await readSourceState(cli.projectRoot(), name);
      if (cli.isJson) cli.printJson(document);
      else renderState(cli, document);
    });
  state
    .command('set <name> [cursor] [value]')
    .description('Moves a cursor, given as resource.cursor_path, or takes a state from a file.')
    .option('--file <file>', 'JSON as "dango state get --json" prints it')
    .option('-y, --yes', 'change it without asking')
    .action(async (name: string, cursor: string | undefined, value: string | undefined, options: ChangeOptions) => {
      await changeState(cli, name, readOrder(cli, cursor, value, options), options);
    });
  state
    .command('reset <name> [resource]')
    .description('Forgets the state of a resource, or of the whole source: the next sync reads everything.')
    .option('-y, --yes', 'change it without asking')
    .action(async (name: string, resource: string | undefined, options: ChangeOptions) => {
      await changeState(cli, name, { kind: 'reset', resource }, options);
    });
}

function readOrder(
  cli: Cli,
  cursor: string | undefined,
  value: string | undefined,
  { file }: ChangeOptions,
): StateOrder {
  if (file !== undefined && cursor === undefined) {
    return { kind: 'replace', text: readText(resolve(cli.terminal.cwd, file), file) };
  }
  if (file === undefined && cursor !== undefined && value !== undefined) return { kind: 'set', cursor, value };
  throw new DangoError('dango state set needs a cursor and its value, or --file.', {
    code: 'usage-invalid',
    hint: 'Run "dango state set NAME RESOURCE.CURSOR VALUE"; "dango state get NAME" lists the cursors.',
  });
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new DangoError(`${file} cannot be read.`, {
      code: 'usage-invalid',
      hint: 'Give the path of a JSON file.',
      cause,
    });
  }
}

/** Shows what would change, and changes it where somebody says yes. */
async function changeState(cli: Cli, name: string, order: StateOrder, { yes }: ChangeOptions): Promise<void> {
  const root = cli.projectRoot();
  const plan = await planStateChange(root, name, order);
  const warnings = [...plan.warnings, ...pendingWarnings(plan)];
  if (!cli.isJson) {
    for (const line of renderMoves(plan)) cli.print(line);
    if (plan.is_changed)
      cli.print(renderDiff(printableLines(jsonText(plan.before)), printableLines(jsonText(plan.after)), cli.paint));
    for (const warning of warnings) cli.note(printable(warning));
  }
  const isWanted =
    plan.is_changed && (yes === true || (!cli.isJson && (await askYes(cli.terminal, `Change the state of ${name}?`))));
  const version = isWanted ? await saveStateChange(root, plan) : plan.state_version;
  const status = isWanted ? 'changed' : plan.is_changed ? 'planned' : 'unchanged';
  const { before, after, pending } = plan;
  const texts = {
    changed: `The state of ${name} is at version ${version} now.`,
    planned: 'Nothing was changed. Change it with the same command and --yes.',
    unchanged: `The state of ${name} is like that already.`,
  };
  cli.report({ source: name, status, state_version: version, before, after, pending, warnings }, texts[status]);
}

function pendingWarnings({ pending }: StateChangePlan): readonly string[] {
  if (pending.length === 0) return [];
  const ids = pending.map((one) => one.load_id).join(', ');
  return [
    `${formatAmount(pending.length, 'package')} that was fetched and not loaded yet will be held, because it begins at the old position: ${ids}.`,
  ];
}

function renderState(cli: Cli, { source, dataset, state_version: version, sources }: SourceStateDocument): void {
  cli.print(`${cli.paint('bold', printable(source))}  ${printable(dataset)}, state version ${version}`);
  if (version === 0) return cli.note('Nothing is saved yet.');
  cli.print(printableLines(jsonText(sources)).trimEnd());
}
