import { DangoError } from '../errors/dango-error.ts';
import { shownKeyPath } from '../spec/source-issue.ts';
import { validateSources } from '../spec/validate-sources.ts';

/**
 * @param text of a sources.yml.
 * @param file that it was made of. Default: nobody asks.
 * @throws DangoError `config-invalid` for a source in it that has faults, the first one with its place in the source.
 */
export function refuseFaults(text: string, source: string, file?: string): void {
  const { entries, issues } = validateSources(text, '.dango/sources.yml');
  const [fault] = entries.find(({ name }) => name === source)?.issues ?? issues;
  if (fault === undefined) return;
  const blame = file === undefined ? '' : `What ${file} says makes no source: `;
  throw new DangoError(`${blame}${shownKeyPath(fault)}: ${fault.message}`, {
    code: 'config-invalid',
    hint: fault.hint,
  });
}
