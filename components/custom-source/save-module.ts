import { saveModuleAction } from '../../app/_actions/module-actions.ts';
import type { SaveAnswer } from '../drafts/save-dialog.tsx';
import type { DraftBase } from '../drafts/use-draft.ts';
import { notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import type { ChangedNeighbour } from './open-neighbours.ts';

/** Saves a file of custom_sources, unless it is no longer what the draft began from. */
export async function saveModule(file: string, text: string, base: DraftBase): Promise<SaveAnswer> {
  const answer = await runAction(saveModuleAction({ file, text, baseHash: base.hash }));
  if (answer.outcome === 'saved') return { outcome: 'saved', base: { text, hash: answer.hash } };
  return { outcome: 'changed-on-disk', base: { text: answer.text, hash: answer.hash } };
}

/** Saves what an edit changed in other modules. One that cannot be saved stays as a draft, and is told. */
export async function saveNeighbours(
  changed: readonly ChangedNeighbour[],
  onSaved: (file: string, base: DraftBase) => void,
): Promise<void> {
  for (const { file, text, base } of changed) {
    try {
      const answer = await saveModule(file, text, base);
      if (answer.outcome !== 'saved') throw new Error('The file changed on disk. Open it to compare and save it.');
      onSaved(file, answer.base);
    } catch (error) {
      notifyError(error, `${file} was not saved`);
    }
  }
}
