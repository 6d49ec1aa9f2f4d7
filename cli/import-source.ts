import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

import {
  DangoError,
  formatLocation,
  importSource,
  type ImportFrom,
  type ImportOutcome,
  type ImportedSource,
} from '../lib/index.ts';
import { catchInterrupt } from './catch-interrupt.ts';
import type { Cli } from './cli.ts';
import { printable } from './render/printable.ts';
import { renderProposal } from './render/render-proposal.ts';

export interface ImportOptions {
  readonly name?: string;
  readonly operations?: string;
  readonly allLists?: true;
  readonly dryRun?: true;
}

/** `dango source import`: shows what a text offers, what it would become, or adds it. */
export async function importFrom(cli: Cli, given: string, options: ImportOptions): Promise<void> {
  const interrupt = catchInterrupt();
  try {
    const outcome = await importSource(
      {
        projectRoot: cli.projectRoot(),
        from: await readGiven(cli, given),
        name: options.name,
        operations: namesIn(options.operations),
        isAllLists: options.allLists,
        isDryRun: options.dryRun,
      },
      interrupt.signal,
    );
    cli.report(documentOf(outcome), describe(cli, outcome));
    if (!cli.isJson) noteAll(cli, outcome);
  } finally {
    interrupt.release();
  }
}

async function readGiven(cli: Cli, given: string): Promise<ImportFrom> {
  if (given === '-') return { type: 'text', text: await text(cli.terminal.stdin) };
  if (/^https?:\/\//i.test(given)) return { type: 'address', url: given };
  return { type: 'file', path: resolve(cli.terminal.cwd, given) };
}

function namesIn(list: string | undefined): string[] | undefined {
  if (list === undefined) return undefined;
  const names = list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length > 0) return names;
  throw new DangoError('--operations names none.', { code: 'usage-invalid', hint: 'Write --operations users,orders.' });
}

function describe(cli: Cli, { status, proposal, sources }: ImportOutcome): string {
  if (status === 'listed' && proposal !== undefined) {
    const lists = proposal.resources.filter(({ kind }) => kind === 'list').length;
    return [
      renderProposal(proposal, cli.paint),
      '',
      `${proposal.resources.length} requests read, ${lists} of them lists. Take some with --operations A,B, or every list that needs no value with --all-lists.`,
    ].join('\n');
  }
  if (status === 'planned') return sources.map(({ yaml }) => yaml.trimEnd()).join('\n\n');
  return sources.map(describeCreated).join('\n\n');
}

function describeCreated({ source, saved, missing, secrets, yaml }: ImportedSource): string {
  // A module says itself how its pages go.
  const isRest = /^type: rest_api$/m.test(yaml);
  const steps = [
    ...missing.map((secret) => ['Store a value:', `dango secrets set ${secret}`] as const),
    ['Try it out:', `dango source test ${source}`] as const,
    ...(isRest ? [['See its pages:', `dango source detect ${source}`] as const] : []),
    ['Load it:', `dango sync ${source}`] as const,
  ];
  return [
    `${source} is in ${saved === undefined ? '' : formatLocation(saved.at)}.`,
    ...(secrets.length === 0 ? [] : [`Moved to .dlt/secrets.toml [sources.${source}]: ${secrets.join(', ')}.`]),
    'Next:',
    ...steps.map(([title, command], index) => `  ${index + 1}. ${title.padEnd(15)}${command}`),
  ].join('\n');
}

function noteAll(cli: Cli, { notes, sources, status }: ImportOutcome): void {
  for (const { at, text: note } of notes) cli.note(printable(`Note: ${at === '' ? '' : `${at}: `}${note}`));
  for (const { saved } of sources) for (const warning of saved?.warnings ?? []) cli.note(warning);
  const found = sources.flatMap(({ secrets }) => secrets);
  if (status === 'planned' && found.length > 0) cli.note(`Would be moved to .dlt/secrets.toml: ${found.join(', ')}.`);
}

function documentOf({ kind, status, proposal, sources, notes }: ImportOutcome): object {
  return {
    kind,
    status,
    sources: sources.map(({ source, yaml, secrets, saved, missing }) => ({
      source,
      yaml,
      secrets,
      files: saved?.files,
      at: saved?.at,
      missing,
      warnings: saved?.warnings ?? [],
    })),
    proposal: status === 'listed' ? proposal : undefined,
    notes,
  };
}
