import type { Command } from 'commander';

import {
  closestWord,
  deleteSecret,
  listSecrets,
  loadProject,
  loadSecretStore,
  saveSecret,
  type SecretListing,
} from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { readSecretValue } from '../read-secret-value.ts';
import { printable } from '../render/printable.ts';
import { renderTable } from '../render/table.ts';

interface SecretOptions {
  readonly source?: string;
}

const sourceOption = [
  '--source <name>',
  'the source, or the source function of a module, that it is for (default: all)',
] as const;

export function defineSecrets(program: Command, cli: Cli): void {
  const secrets = program
    .command('secrets')
    .summary('list and change the secrets')
    .description('Lists and changes what is in .dlt/secrets.toml.');
  secrets
    .command('list')
    .description('Lists the names of the secrets, never their values.')
    .action(() => list(cli));
  secrets
    .command('set')
    .description('Stores a secret. Its value is asked for, or read from stdin.')
    .argument('<key>', 'name of the secret, such as API_KEY')
    .option(...sourceOption)
    .action((key: string, options: SecretOptions) => set(cli, key, options));
  secrets
    .command('unset')
    .description('Removes a secret.')
    .argument('<key>', 'name of the secret')
    .option(...sourceOption)
    .action((key: string, options: SecretOptions) => unset(cli, key, options));
}

async function list(cli: Cli): Promise<void> {
  const projectRoot = cli.projectRoot();
  const listings = await listSecrets(await loadProject(projectRoot), await loadSecretStore(projectRoot));
  if (cli.isJson) return cli.printJson({ secrets: listings.map(secretDocument) });
  if (listings.length === 0) return cli.note('There are no secrets, and no source asks for one.');
  const titles = ['name', 'source', 'status', 'found in'].map((title) => ({ title }));
  const rows = listings.map(({ name, source, status, origin }) => [
    printable(name),
    printable(source ?? ''),
    status,
    printable(origin ?? ''),
  ]);
  cli.print(renderTable(titles, rows, { paint: cli.paint }));
}

async function set(cli: Cli, key: string, { source }: SecretOptions): Promise<void> {
  const projectRoot = cli.projectRoot();
  await noteUnknownSource(cli, projectRoot, source);
  const value = await readSecretValue(cli.terminal, `Value of ${key} (not shown)`);
  await saveSecret(projectRoot, sectionOf(source), key, value);
  cli.report({ name: key, source, status: 'set' }, `${key} is stored in .dlt/secrets.toml${placeOf(source)}.`);
}

async function unset(cli: Cli, key: string, { source }: SecretOptions): Promise<void> {
  await deleteSecret(cli.projectRoot(), sectionOf(source), key);
  cli.report({ name: key, source, status: 'unset' }, `${key} was removed from .dlt/secrets.toml${placeOf(source)}.`);
}

/** A script's source function stands nowhere in sources.yml, so an unknown name is a remark and no error. */
async function noteUnknownSource(cli: Cli, projectRoot: string, name: string | undefined): Promise<void> {
  const { sources } = await loadProject(projectRoot);
  const names = sources.flatMap(({ name: sourceName, spec }) => {
    const native = spec?.type === 'dlt_native' ? spec.dlt_native : undefined;
    return [sourceName, native?.source_name, native?.source_function];
  });
  if (name === undefined || name === 'rest_api' || names.includes(name)) return;
  const closest = closestWord(
    name,
    names.filter((known) => known !== undefined),
  );
  const question = closest === undefined ? '' : ` Did you mean "${closest}"?`;
  cli.note(`Note: no source in .dango/sources.yml is called "${name}".${question}`);
}

/** The top level of secrets.toml counts for every source. */
function sectionOf(source: string | undefined): string {
  return source === undefined ? '' : `sources.${source}`;
}

function placeOf(source: string | undefined): string {
  return source === undefined ? '' : ` [${sectionOf(source)}]`;
}

function secretDocument({ name, source, status, origin, usedAt }: SecretListing): Readonly<Record<string, unknown>> {
  return { name, source, status, origin, used_at: usedAt };
}
