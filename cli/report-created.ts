import { formatLocation, listSecrets, loadProject, loadSecretStore, type CreatedSource } from '../lib/index.ts';
import type { Cli } from './cli.ts';

/** Says where a new source is, which values it still needs, and what comes next. */
export async function reportCreated(cli: Cli, { name, files, at, warnings }: CreatedSource): Promise<void> {
  const project = await loadProject(cli.projectRoot());
  const missing = (await listSecrets(project, await loadSecretStore(project.root)))
    .filter((secret) => secret.source === name && secret.status === 'missing')
    .map((secret) => secret.name);
  const steps = [
    ...missing.map((secret) => ['Store a value:', `dango secrets set ${secret}`] as const),
    ['Try it out:', `dango source test ${name}`] as const,
    ['Load it:', `dango sync ${name}`] as const,
  ];
  const text = [
    `${name} is in ${formatLocation(at)}${files.length > 1 ? ` and ${files.slice(1).join(', ')}` : ''}. Next:`,
    ...steps.map(([title, command], index) => `  ${index + 1}. ${title.padEnd(15)}${command}`),
  ].join('\n');
  cli.report({ source: name, status: 'created', files, at, missing, warnings }, text);
  // With `--json` the warnings are part of the document.
  if (!cli.isJson) for (const warning of warnings) cli.note(warning);
}
