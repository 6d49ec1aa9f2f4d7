import { resolve } from 'node:path';
import type { Command } from 'commander';

import { initProject } from '../../lib/index.ts';
import type { Cli } from '../cli.ts';

export function defineInit(program: Command, cli: Cli): void {
  program
    .command('init')
    .summary('make a folder a Dango project')
    .description('Makes a folder a Dango project. What is there already stays as it is.')
    .argument('[folder]', 'the folder (default: the current one)')
    .action(async (folder: string | undefined) => {
      const root = resolve(cli.folder, folder ?? '.');
      const created = await initProject(root);
      if (cli.isJson) return cli.printJson({ project: root, created });
      for (const file of created) cli.print(`${cli.paint('green', '+')} ${file}`);
      cli.print(`\n${root} is a Dango project now. Next:`);
      cli.print('  1. Describe an API in .dango/sources.yml');
      cli.print('  2. Store its key: dango secrets set MY_API_TOKEN');
      cli.print('  3. Load it:       dango sync');
      cli.print('Or do all of it in the browser: dango serve');
    });
}
