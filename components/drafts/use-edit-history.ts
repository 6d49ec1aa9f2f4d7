'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';

import {
  emptyHistory,
  recordEdit,
  redoEdit,
  sealHistory,
  shiftHistory,
  undoEdit,
  type EditHistory,
  type EditOrigin,
  type HistoryMove,
} from './edit-history.ts';

export interface EditHistoryOptions {
  readonly text: string;
  readonly setText: (text: string) => void;
  /**
   * How much longer the text became before all that is edited, when another one comes from elsewhere (the file changed
   * on disk). Undefined where the edits do not fit into it: they are forgotten.
   */
  readonly shiftBetween: (before: string, after: string) => number | undefined;
  /** Called after an undo or redo, with what changed. */
  readonly onMove: (move: HistoryMove) => void;
}

export interface TextEdits {
  /** The text after the last edit, which the page may not have drawn yet. */
  readonly latest: () => string;
  readonly change: (next: string, origin: EditOrigin) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly undo: () => void;
  readonly redo: () => void;
  /** What follows is an edit of its own. */
  readonly seal: () => void;
}

/** One undo history for a text that several views change. */
export function useEditHistory({ text, setText, shiftBetween, onMove }: EditHistoryOptions): TextEdits {
  // Two edits may come before the page is drawn again; the second begins from the first.
  const latest = useRef(text);
  const sent = useRef(new Set<string>());
  const current = useRef(emptyHistory);
  const [shown, setShown] = useState(emptyHistory);
  const keep = useCallback((next: EditHistory) => {
    current.current = next;
    setShown(next);
  }, []);
  const write = useCallback(
    (next: string) => {
      sent.current.add(next);
      latest.current = next;
      setText(next);
    },
    [setText],
  );

  const follow = useEffectEvent((next: string) => {
    if (next === latest.current) return sent.current.clear();
    if (sent.current.has(next)) return undefined;
    const shift = shiftBetween(latest.current, next);
    latest.current = next;
    return keep(shift === undefined ? emptyHistory : shiftHistory(current.current, shift));
  });
  useEffect(() => follow(text), [text]);

  const change = useCallback(
    (next: string, origin: EditOrigin) => {
      if (next === latest.current) return;
      keep(recordEdit(current.current, latest.current, next, { origin, at: performance.now() }));
      write(next);
    },
    [keep, write],
  );
  const move = (step: typeof undoEdit): void => {
    const made = step(current.current, latest.current);
    if (made === undefined) return;
    keep(made.history);
    write(made.text);
    onMove(made);
  };
  const seal = useCallback(() => keep(sealHistory(current.current)), [keep]);
  return {
    latest: useCallback(() => latest.current, []),
    change,
    canUndo: shown.done.length > 0,
    canRedo: shown.undone.length > 0,
    undo: () => move(undoEdit),
    redo: () => move(redoEdit),
    seal,
  };
}
