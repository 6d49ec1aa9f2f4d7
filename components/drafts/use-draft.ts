'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** A text as it was on disk when the draft began. */
export interface DraftBase {
  readonly text: string;
  readonly hash: string;
}

export interface Draft {
  readonly text: string;
  readonly base: DraftBase;
  readonly isChanged: boolean;
  /** True when the draft was found in the browser's storage, from before a reload. */
  readonly isRestored: boolean;
  readonly setText: (text: string) => void;
  /** Throws the draft away: the text on disk again. */
  readonly discard: () => void;
  /** After a save, or when the version on disk is to be the new beginning. The draft's text stays. */
  readonly rebase: (base: DraftBase) => void;
  /** Takes another version of the file instead of the draft. */
  readonly takeOver: (base: DraftBase) => void;
}

interface StoredDraft extends DraftBase {
  readonly draft: string;
}

/**
 * A text that is kept in this browser while it is edited, so that a reload, a crash or a closed tab loses nothing.
 * @param key names the text: the project and the file or source.
 * @param saved the text on disk. When it changes while nothing was edited, the draft follows it.
 */
export function useDraft(key: string, saved: DraftBase): Draft {
  const storageKey = `dango:draft:${key}`;
  const [base, setBase] = useState(saved);
  const [text, setTextState] = useState(saved.text);
  const [isRestored, setRestored] = useState(false);
  const isChanged = text !== base.text;

  // Storage exists in the browser only, so it is read once the page stands.
  const readKey = useRef<string>(undefined);
  useEffect(() => {
    if (readKey.current === storageKey) return;
    readKey.current = storageKey;
    const stored = readStored(storageKey);
    if (stored === undefined || stored.draft === saved.text) return;
    setBase({ text: stored.text, hash: stored.hash });
    setTextState(stored.draft);
    setRestored(true);
  }, [storageKey, saved.text]);

  useEffect(() => {
    if (isChanged || saved.hash === base.hash) return;
    setBase(saved);
    setTextState(saved.text);
  }, [saved, base.hash, isChanged]);

  const setText = useCallback(
    (next: string) => {
      setTextState(next);
      if (next === base.text) forget(storageKey);
      else store(storageKey, { ...base, draft: next });
    },
    [storageKey, base],
  );
  const discard = useCallback(() => {
    forget(storageKey);
    setBase(saved);
    setTextState(saved.text);
    setRestored(false);
  }, [storageKey, saved]);
  const rebase = useCallback(
    (next: DraftBase) => {
      setBase(next);
      setRestored(false);
      if (next.text === text) forget(storageKey);
      else store(storageKey, { ...next, draft: text });
    },
    [storageKey, text],
  );
  const takeOver = useCallback(
    (next: DraftBase) => {
      forget(storageKey);
      setBase(next);
      setTextState(next.text);
      setRestored(false);
    },
    [storageKey],
  );
  return { text, base, isChanged, isRestored, setText, discard, rebase, takeOver };
}

// A tab has a draft of its own, which its reload finds again. The last one is kept for the tab that is opened after all
// were closed.

function store(key: string, draft: StoredDraft): void {
  const text = JSON.stringify(draft);
  sessionStorage.setItem(key, text);
  localStorage.setItem(key, text);
}

/**
 * The draft of a text that no page holds now, with what it began from: what its page would find.
 * @param key as of {@link useDraft}.
 */
export function storedDraft(key: string): { readonly base: DraftBase; readonly text: string } | undefined {
  const stored = readStored(`dango:draft:${key}`);
  return stored === undefined ? undefined : { base: { text: stored.text, hash: stored.hash }, text: stored.draft };
}

/** Leaves a draft for the page of that text, or none where it is the text on disk. */
export function leaveDraft(key: string, base: DraftBase, text: string): void {
  const storageKey = `dango:draft:${key}`;
  if (text === base.text) forget(storageKey);
  else store(storageKey, { ...base, draft: text });
}

/** Leaves the draft of another tab alone. */
function forget(key: string): void {
  if (localStorage.getItem(key) === sessionStorage.getItem(key)) localStorage.removeItem(key);
  sessionStorage.removeItem(key);
}

function readStored(key: string): StoredDraft | undefined {
  try {
    const text = sessionStorage.getItem(key) ?? localStorage.getItem(key);
    if (text === null) return undefined;
    sessionStorage.setItem(key, text);
    return JSON.parse(text) as StoredDraft;
  } catch {
    return undefined;
  }
}
