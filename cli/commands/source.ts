import type { Command } from 'commander';

import { deleteSource, loadProject, saveSourceEnabled, saveSourceName, type SourceEntry } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { printable } from '../render/printable.ts';
import { formatAmount } from '../render/quantities.ts';
import { renderError } from '../render/render-error.ts';
import { renderTable } from '../render/table.ts';
import { findSource } from '../select-sources.ts';

export function defineSource(program: Command, cli: Cli): void {
  const source = program
    .command('source')
    .summary('list and change the sources')
    .description('Lists and changes the sources in .dango/sources.yml.');
  const define = (words: string, description: string, action: (...names: string[]) => Promise<void>): void => {
    source.command(words).description(description).action(action);
  };
  define('list', 'Lists the sources.', () => listSources(cli));
  define('show <name>', 'Shows how a source is configured.', (name) => showSourceEntry(cli, name));
  define('enable <name>', 'Includes a source when everything is synced.', (name) => enableSource(cli, name, true));
  define('disable <name>', 'Leaves a source out; its tables stay.', (name) => enableSource(cli, name, false));
  define('remove <name>', 'Takes a source out of sources.yml; its tables stay.', async (name) => {
    await deleteSource(cli.projectRoot(), name);
    cli.report({ source: name, status: 'removed' }, `${name} was removed. Its tables stay in the warehouse.`);
  });
  define('rename <name> <new-name>', 'Gives a source another name.', async (name, newName) => {
    await saveSourceName(cli.projectRoot(), name, newName);
    const text = `${name} is ${newName} now. Its tables stay under the old name; the next sync loads everything anew.`;
    cli.report({ source: newName, status: 'renamed' }, text);
  });
}

async function listSources(cli: Cli): Promise<void> {
  const { sources } = await loadProject(cli.projectRoot());
  if (cli.isJson) return cli.printJson({ sources: sources.map(sourceDocument) });
  if (sources.length === 0) return cli.note('There are no sources yet. Describe one in .dango/sources.yml.');
  const titles = ['source', 'type', 'state', 'description'].map((title) => ({ title }));
  const rows = sources.map((entry) => [
    printable(entry.name),
    entry.type ?? '',
    describeState(entry),
    printable(entry.description ?? ''),
  ]);
  cli.print(renderTable(titles, rows, { paint: cli.paint }));
}

function describeState({ enabled, issues }: SourceEntry): string {
  if (issues.length > 0) return formatAmount(issues.length, 'fault');
  return enabled ? 'enabled' : 'disabled';
}

async function showSourceEntry(cli: Cli, name: string): Promise<void> {
  const { sources } = await loadProject(cli.projectRoot());
  const entry = findSource(sources, name);
  if (cli.isJson) return cli.printJson(sourceDocument(entry));
  const facts: readonly (readonly [string, string])[] = [
    ['type', entry.type ?? 'unknown'],
    ['state', describeState(entry)],
    ['description', entry.description ?? ''],
    ['tags', entry.tags.join(', ')],
    ['written in', `${entry.at.file}:${entry.at.line}`],
    ...describeSpec(entry),
  ];
  cli.print(cli.paint('bold', printable(entry.name)));
  for (const [title, value] of facts) {
    if (value !== '') cli.print(`  ${cli.paint('dim', title.padEnd(12))}  ${printable(value)}`);
  }
  for (const { message, at, hint } of entry.issues) {
    cli.terminal.stderr.write(renderError({ code: 'config-invalid', message, at, hint }, cli.paintError));
  }
}

function describeSpec({ spec }: SourceEntry): readonly (readonly [string, string])[] {
  if (spec === undefined) return [];
  if (spec.type === 'dlt_native') return [['module', spec.dlt_native.source_module]];
  const { base_url: baseUrl, resources } = spec.rest_api;
  return [
    ['base URL', baseUrl],
    ['resources', resources.map((resource) => resource.name).join(', ')],
  ];
}

async function enableSource(cli: Cli, name: string, isEnabled: boolean): Promise<void> {
  await saveSourceEnabled(cli.projectRoot(), name, isEnabled);
  const status = isEnabled ? 'enabled' : 'disabled';
  cli.report({ source: name, status }, `${name} is ${status}.`);
}

/** A source as `--json` prints it: what sources.yml says, `${…}` not filled in. */
function sourceDocument({ name, type, enabled, description, tags, spec, issues, at }: SourceEntry) {
  const shown = issues.map(({ source, keyPath, at, message, hint }) => ({ source, keyPath, at, message, hint }));
  return { name, type, enabled, description, tags, at, issues: shown, spec };
}
