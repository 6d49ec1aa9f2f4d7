import { saveSourcesFileAction } from '../../app/_actions/sources-file-actions.ts';
import type { SaveAnswer } from '../drafts/save-dialog.tsx';
import type { DraftBase } from '../drafts/use-draft.ts';
import { runAction } from '../server-data/run-action.ts';
import { carrySection, isSectionUntouched } from './source-section.ts';

export interface SectionSave {
  readonly name: string;
  /** What the draft began from. */
  readonly began: DraftBase;
  readonly text: string;
  /** The version that is to be replaced; another one than `began` when a person chose to overwrite it. */
  readonly base: DraftBase;
}

/** Saves the section of one source. What others did to the rest of the file meanwhile stays. */
export async function saveSection({ name, began, text, base }: SectionSave): Promise<SaveAnswer> {
  const isBegun = base.hash === began.hash;
  const written = isBegun ? text : (carrySection(began.text, text, base.text, name) ?? text);
  const answer = await write(written, base);
  if (answer.outcome === 'saved' || !isBegun) return answer;
  const disk = answer.base;
  const carried = isSectionUntouched(began.text, disk.text, name)
    ? carrySection(began.text, text, disk.text, name)
    : undefined;
  return carried === undefined ? answer : await write(carried, disk);
}

async function write(text: string, base: DraftBase): Promise<SaveAnswer> {
  const answer = await runAction(saveSourcesFileAction({ text, baseHash: base.hash }));
  if (answer.outcome === 'saved') return { outcome: 'saved', base: { text, hash: answer.hash } };
  return { outcome: 'changed-on-disk', base: { text: answer.text, hash: answer.hash } };
}
