import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';

import { DangoError, loadProject } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';

export function defineRun(program: Command, cli: Cli): void {
  program
    .command('run')
    .summary('run a TypeScript file of the project')
    .description('Runs a TypeScript file of the project, such as one that calls pipeline(…).run(source).')
    .argument('<file>', 'the file, from the current folder')
    .action(async (file: string) => {
      const project = await loadProject(cli.projectRoot());
      const request = { kind: 'script', file: fileInProject(cli, project.root, file) } as const;
      const { runRequests } = await import('../run-requests.ts');
      cli.exitCode = (await runRequests(cli, project, [request])).exitCode;
    });
}

/** The file as the project knows it, with forward slashes. */
function fileInProject(cli: Cli, projectRoot: string, file: string): string {
  const inFolder = resolve(cli.folder, file);
  if (!existsSync(inFolder)) {
    throw new DangoError(`There is no file "${file}" in "${cli.folder}".`, {
      code: 'name-unknown',
      hint: 'Give the path of a TypeScript file from the current folder.',
    });
  }
  const inside = relative(projectRoot, realpathSync(inFolder));
  if (inside.startsWith('..')) {
    throw new DangoError(`The file "${file}" lies outside of the project "${projectRoot}".`, {
      code: 'usage-invalid',
      hint: 'Move it into the project: a script may read files of its project only.',
    });
  }
  return inside.replaceAll(sep, '/');
}
