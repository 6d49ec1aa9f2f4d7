import type { Command } from 'commander';

import { loadProject, validateProject } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { formatAmount } from '../render/quantities.ts';
import { renderError } from '../render/render-error.ts';

export function defineValidate(program: Command, cli: Cli): void {
  program
    .command('validate')
    .summary('check the project without fetching anything')
    .description('Checks sources.yml, project.yml, secrets and custom modules without sending a request.')
    .action(async () => {
      cli.exitCode = await validate(cli);
    });
}

async function validate(cli: Cli): Promise<number> {
  const projectRoot = cli.projectRoot();
  const { issues, warnings } = await validateProject(projectRoot);
  if (cli.isJson) {
    cli.printJson({ status: issues.length === 0 ? 'valid' : 'invalid', issues, warnings });
  } else {
    for (const issue of issues) cli.terminal.stderr.write(renderError(issue, cli.paintError));
    for (const warning of warnings) cli.terminal.stderr.write(renderError(warning, cli.paintError, 'warning'));
    const { sources } = await loadProject(projectRoot);
    const count = formatAmount(sources.length, 'source');
    cli.print(
      issues.length === 0 ? `${count}: everything is in order.` : `${count}: ${formatAmount(issues.length, 'fault')}.`,
    );
  }
  return issues.length === 0 ? exitCodes.done : exitCodes.configuration;
}
