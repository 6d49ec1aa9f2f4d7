import { Option, type Command } from 'commander';

import {
  createSource,
  detectSource,
  duplicateSource,
  loadProject,
  planConversion,
  removeSourceAndData,
  saveConversion,
  saveSourceEnabled,
  saveSourceName,
  sourceTemplates,
  templateWords,
  type SourceEntry,
  type TemplateValues,
} from '../../lib/index.ts';
import { askYes } from '../ask-yes.ts';
import { catchInterrupt } from '../catch-interrupt.ts';
import type { EjectWords } from '../eject-source.ts';
import type { Cli } from '../cli.ts';
import { parseCount } from '../parse-count.ts';
import { printable } from '../render/printable.ts';
import { formatAmount } from '../render/quantities.ts';
import { renderError } from '../render/render-error.ts';
import { renderTable } from '../render/table.ts';
import type { TestOptions } from '../test-options.ts';
import { reportCreated } from '../report-created.ts';
import { findSource } from '../select-sources.ts';
import type { ImportOptions } from '../import-source.ts';

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
  source
    .command('remove <name>')
    .description('Takes a source out of sources.yml; its tables stay unless you say otherwise.')
    .option('--drop-tables', 'drop its tables too, with its cursors and what waits to be loaded')
    .option('--forget-state', 'forget its cursors, so that a source of that name reads everything again')
    .option('--delete-module', 'delete its module, unless another source uses it')
    .action(async (name: string, options: RemoveOptions) => removeSource(cli, name, options));
  define('rename <name> <new-name>', 'Gives a source another name.', async (name, newName) => {
    const { warnings } = await saveSourceName(cli.projectRoot(), name, newName);
    cli.report({ source: newName, status: 'renamed', warnings }, `${name} is ${newName} now.`);
    noteAll(cli, warnings);
  });
  define('copy <name> <new-name>', 'Adds a copy of a source, and of its module.', async (name, newName) => {
    await reportCreated(cli, await duplicateSource(cli.projectRoot(), name, newName));
  });
  source
    .command('login <name>')
    .description('Lets you allow a source its access in the browser (auth of type oauth2_authorization_code).')
    .option('--no-open', 'do not open the browser, print the address only')
    .action(async (name: string, { open }: { open: boolean }) => {
      const { loginToSource } = await import('../login-to-source.ts');
      await loginToSource(cli, name, open);
    });
  source
    .command('detect <name>')
    .description(
      'Tries out how the records and pages of a REST source are found. Sends a few requests, changes nothing.',
    )
    .option('--resource <name>', 'only this resource')
    .action(async (name: string, { resource }: DetectOptions) => {
      await showDetected(cli, name, resource);
    });
  source
    .command('test [names...]')
    .description(
      'Proves the credentials of sources, those named or all enabled ones: one cheap request each, and what its answer means. With any option it reads the first pages of one source, as the editor does. Writes no rows.',
    )
    .option('--rows', 'read the first pages: rows, why the pages end, and what is worth a look')
    .option('--resource <name...>', 'only these resources')
    .option('--pages <count>', 'most pages of each resource (default: 2)', parseCount)
    .option('--records <count>', 'most records of each resource (default: 100)', parseCount)
    .option('--parents <count>', 'most records of a resource whose children are read (default: 3)', parseCount)
    .option(
      '--pretend <fault...>',
      'pretend a fault: 429, 401, 500, cut or slow, with =SECONDS, xTIMES and @REQUEST or @RESOURCE:REQUEST (example: 429=1@items:2)',
    )
    .option('--saved-state', 'start cursors where the last sync ended (default: at the beginning)')
    .option('--record <file>', 'save what was asked and answered, without secrets, for --replay')
    .option('--replay <file|load-id>', 'take the answers from a recording or a load instead of the API; sends nothing')
    .option('--report <file>', 'write what happened as Markdown, without secrets and values, to pass on')
    .option('--expect <file>', 'compare requests, tables, rows and types with a file; exit code 1 where they differ')
    .option('--write-expect <file>', 'write that file')
    .action(async (names: readonly string[], options: TestOptions) => {
      const { testSources } = await import('../test-sources.ts');
      await testSources(cli, names, options);
    });
  source
    .command('convert <name>')
    .description("Rewrites a source that is written as for dlt, or for the Python product, in Dango's own words.")
    .option('-y, --yes', 'write it without asking')
    .action((name: string, { yes }: { yes?: true }) => convertSourceEntry(cli, name, yes === true));
  source
    .command('import')
    .description(
      'Adds a source out of what you have: a command of curl, an OpenAPI document, a HAR, a collection of Postman, a configuration of dlt, a sources.yml.',
    )
    .argument('<from>', 'a file, an address, or - for a text through a pipe')
    .option('--name <name>', 'name of the source (default: by the API)')
    .option('--operations <names>', 'only these, separated by commas, with those that they are read for')
    .option('--all-lists', 'every list that needs no value of yours')
    .option('--dry-run', 'print what would be written, and change nothing')
    .action(async (from: string, options: ImportOptions) => {
      const { importFrom } = await import('../import-source.ts');
      await importFrom(cli, from, options);
    });
  source
    .command('eject <name>')
    .description(
      'Writes a REST source as a module in custom_sources that sends the same requests and makes the same tables.',
    )
    .option('--to <file>', 'file of the module below custom_sources (default: the name of the source)')
    .option('--dry-run', 'show what would be written, write nothing')
    .option('--replace', 'put the custom source in the place of the REST source in sources.yml; state and tables go on')
    .action(async (name: string, options: EjectWords) => {
      const { ejectSource } = await import('../eject-source.ts');
      await ejectSource(cli, name, options);
    });
  source
    .command('new <name>')
    .description('Adds a source that begins as a template.')
    .addOption(
      new Option('--template <template>', 'what it begins with')
        .choices([...sourceTemplates.map(({ id }) => id), ...Object.keys(templateWords)])
        .default('rest-empty'),
    )
    .option('--base-url <url>', 'URL that all endpoints are below (not for rest-sample and custom-minimal)')
    .option(
      '--resource <name>',
      'name of the first resource, and of its table (rest-empty, and the custom ones but custom-minimal)',
    )
    .option('--path <path>', 'path of the first resource below the base URL (the same templates)')
    .action(async (name: string, { template, ...values }: { template: string } & TemplateValues) => {
      await reportCreated(cli, await createSource(cli.projectRoot(), { name, template, values }));
    });
}

/** Shows what would change, and writes it where somebody says yes. */
async function convertSourceEntry(cli: Cli, name: string, isSure: boolean): Promise<void> {
  const root = cli.projectRoot();
  const { before, after, from } = await planConversion(root, name);
  const { renderDiff } = await import('../render/render-diff.ts');
  if (!cli.isJson) cli.print(renderDiff(before, after, cli.paint));
  const isWritten = isSure || (!cli.isJson && (await askYes(cli.terminal, `Rewrite ${name} in .dango/sources.yml?`)));
  if (isWritten) await saveConversion(root, name);
  const text = isWritten
    ? `${name} is written in Dango's own spelling now.`
    : `Nothing was changed. Write it with: dango source convert ${name} --yes`;
  cli.report({ source: name, status: isWritten ? 'converted' : 'planned', from, before, after }, text);
}

interface DetectOptions {
  readonly resource?: string;
}

async function showDetected(cli: Cli, source: string, resource: string | undefined): Promise<void> {
  const interrupt = catchInterrupt();
  try {
    const detected = await detectSource({ projectRoot: cli.projectRoot(), source, resource }, interrupt.signal);
    const { renderDetected } = await import('../render/render-detected.ts');
    cli.report(detected, detected.resources.map((one) => renderDetected(one, cli.paint)).join('\n\n'));
    if (detected.resources.some(({ error }) => error !== undefined)) cli.exitCode = 1;
  } finally {
    interrupt.release();
  }
}

interface RemoveOptions {
  readonly dropTables?: true;
  readonly forgetState?: true;
  readonly deleteModule?: true;
}

async function removeSource(cli: Cli, name: string, options: RemoveOptions): Promise<void> {
  const isDrop = options.dropTables === true;
  const { tables, packages, module, warnings } = await removeSourceAndData(cli.projectRoot(), name, {
    tables: isDrop ? 'drop' : 'keep',
    state: isDrop || options.forgetState === true ? 'forget' : 'keep',
    module: options.deleteModule === true ? 'delete' : 'keep',
  });
  const fate = isDrop ? `Dropped: ${tables.join(', ') || 'no tables'}.` : 'Its tables stay in the warehouse.';
  const file = module === undefined ? '' : ` custom_sources/${module} was deleted.`;
  cli.report(
    { source: name, status: 'removed', tables, packages, module, warnings },
    `${name} was removed. ${fate}${file}`,
  );
  noteAll(cli, warnings);
}

/** With `--json` the warnings are part of the document. */
function noteAll(cli: Cli, warnings: readonly string[]): void {
  if (!cli.isJson) for (const warning of warnings) cli.note(warning);
}

async function listSources(cli: Cli): Promise<void> {
  const { sources } = await loadProject(cli.projectRoot());
  if (cli.isJson) return cli.printJson({ sources: sources.map(sourceDocument) });
  if (sources.length === 0) return cli.note('There are no sources yet. Add one: dango source new NAME.');
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
    ['spelling', entry.spelling === undefined || entry.spelling === 'dango' ? '' : spellings[entry.spelling]],
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

const spellings = { dlt: 'dlt', dango_python: 'Dango for Python' } as const;

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
function sourceDocument({ name, type, enabled, description, tags, spec, spelling, issues, at }: SourceEntry) {
  const shown = issues.map(({ source, keyPath, at, message, hint }) => ({ source, keyPath, at, message, hint }));
  return { name, type, spelling, enabled, description, tags, at, issues: shown, spec };
}
