import { useMemo, useState } from 'react';

import { diagnoseSources, type SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import type { HistoryMove } from '../drafts/edit-history.ts';
import { useDraft, type Draft, type DraftBase } from '../drafts/use-draft.ts';
import { useEditHistory, type TextEdits } from '../drafts/use-edit-history.ts';
import { findSource } from './find-source.ts';
import { frameOf, isFrameOf, shiftBetween, type SectionFrame } from './source-section.ts';

export interface SourceText {
  readonly draft: Draft;
  readonly edits: TextEdits;
  /** Around the source. It stays while only the source changes. */
  readonly frame: SectionFrame;
  /** What is wrong in the source; where the YAML cannot be read at all, in the file. */
  readonly faults: readonly SourceDiagnostic[];
  readonly isReadable: boolean;
  /** Position in the list of sources; undefined where it cannot be told. */
  readonly index: number | undefined;
  /** Its name as the text has it, which is another one while it is being renamed. */
  readonly called: string;
}

export interface SourceTextOptions {
  readonly project: string;
  readonly name: string;
  readonly saved: DraftBase;
  readonly onMove: (move: HistoryMove) => void;
}

/** The one text that form and YAML show, with its draft, its edits and what is wrong in it. */
export function useSourceText({ project, name, saved, onMove }: SourceTextOptions): SourceText {
  const draft = useDraft(`${project}:sources.yml:${name}`, saved);
  const { text, setText } = draft;
  const edits = useEditHistory({
    text,
    setText,
    shiftBetween: (before, after) => shiftBetween(before, after, name),
    onMove,
  });
  // The frame stays while only the section changes, so that nothing jumps while a line at its end is half typed.
  const [frame, setFrame] = useState(() => frameOf(text, name));
  const fitting = isFrameOf(frame, text) ? frame : frameOf(text, name);
  if (fitting !== frame) setFrame(fitting);
  const { index, called } = useMemo(() => findSource(draft.base.text, text, name), [draft.base.text, text, name]);
  const faults = useMemo(() => {
    const all = diagnoseSources(text);
    return all.filter(({ source, path }) => source === called || path === undefined);
  }, [text, called]);
  return {
    draft,
    edits,
    frame: fitting,
    faults,
    isReadable: !faults.some(({ path }) => path === undefined),
    index,
    called,
  };
}
