import { planEjection, saveEjection } from '../lib/index.ts';
import type { Cli } from './cli.ts';
import { renderDiff } from './render/render-diff.ts';

export interface EjectWords {
  /** With or without `custom_sources/` in front and `.ts` behind. */
  readonly to?: string;
  readonly dryRun?: true;
  readonly replace?: true;
}

/** Writes a REST source as a module, or shows what it would write. */
export async function ejectSource(cli: Cli, name: string, { to, dryRun, replace }: EjectWords): Promise<void> {
  const root = cli.projectRoot();
  const file = to === undefined ? undefined : `${to.replace(/^custom_sources\//, '').replace(/\.ts$/, '')}.ts`;
  const isDry = dryRun === true;
  const replaces = replace === true;
  const ejection = isDry
    ? await planEjection(root, name, { file })
    : await saveEjection(root, name, { file, replaces });
  const { module, before, after, warnings } = ejection;
  const shown = `custom_sources/${ejection.file}`;
  if (!cli.isJson) {
    if (isDry) cli.print(module);
    // Without --replace a person does it: this is what to write.
    if (isDry || !replaces) cli.print(renderDiff(before, after, cli.paint));
    for (const warning of warnings) cli.note(warning);
  }
  const status = isDry ? 'planned' : replaces ? 'replaced' : 'written';
  const told = {
    planned: `Nothing was written. The module would be ${shown}.`,
    written: `${shown} is written. ${name} still runs from sources.yml: change it as shown, or with --replace.`,
    replaced: `${shown} is written, and ${name} runs from it now.`,
  };
  cli.report({ source: name, status, file: shown, module, before, after, warnings }, told[status]);
}
