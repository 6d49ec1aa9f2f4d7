'use client';

import { useEffect, useEffectEvent, type RefObject } from 'react';

export interface UndoKeys {
  readonly undo: () => void;
  readonly redo: () => void;
}

/**
 * Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y of a page: in the views of its text they take the place of what each field and the
 * code editor would undo by itself. Elsewhere fields keep their own, as do those marked with `data-undo="own"`, whose
 * letters are not in the text yet.
 */
export function useUndoKeys(views: RefObject<HTMLElement | null>, keys: UndoKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(event.target instanceof Element)) return;
    const key = event.key.toLowerCase();
    if ((key !== 'z' && key !== 'y') || !isOurs(event.target, views.current)) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'y' || event.shiftKey) keys.redo();
    else keys.undo();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    // Before the code editor hears of it.
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, []);
}

function isOurs(target: Element, views: HTMLElement | null): boolean {
  if (target.closest('[data-undo="own"], .find-widget, [role="dialog"]') !== null) return false;
  if (views?.contains(target) === true) return true;
  return target.closest('input, textarea, select, [contenteditable="true"], .monaco-editor') === null;
}
