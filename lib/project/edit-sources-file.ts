import { DangoError } from '../errors/dango-error.ts';
import { readSourcesFile, writeSourcesFile } from './sources-file.ts';

/** An editor that saves at the very same moment is outrun at the second attempt; a file that never rests is not. */
const maxAttempts = 5;

/** Changes `.dango/sources.yml`. Where somebody else saves meanwhile, the edit is made again on their text. */
export function editSourcesFile(root: string, edit: (text: string) => string): void {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const before = readSourcesFile(root);
    const after = edit(before.text);
    if (after === before.text || writeSourcesFile(root, after, before.hash).outcome === 'saved') return;
  }
  throw new DangoError('.dango/sources.yml changes all the time, so this change of it could not be saved.', {
    code: 'config-invalid',
    hint: 'Find out which program writes the file, then try again.',
  });
}
