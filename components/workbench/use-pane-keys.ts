'use client';

import { useEffect, useRef, type RefObject } from 'react';

const focusable =
  'a[href], button:not(:disabled), input:not([type="hidden"]):not(:disabled), select, textarea, [tabindex="0"]';

/**
 * F6 and Shift+F6 go from one part of a page to the next, to where the focus was in it last. The parts are marked with
 * `data-pane`. It is the way out of a code editor, which keeps Tab to itself, and past a long form.
 */
export function usePaneKeys(page: RefObject<HTMLElement | null>): void {
  const last = useRef(new WeakMap<Element, HTMLElement>());
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey) return;
      const panes = [...(page.current?.querySelectorAll<HTMLElement>('[data-pane]') ?? [])];
      const from = document.activeElement;
      const isInDialog = (from?.closest('[role="dialog"]') ?? null) !== null;
      if (panes.length === 0 || isInDialog) return;
      event.preventDefault();
      const here = panes.findIndex((pane) => pane.contains(from));
      const step = event.shiftKey ? -1 : 1;
      const start = here < 0 && event.shiftKey ? 0 : here;
      // Past a part in which nothing can have the focus, such as a list that is empty.
      for (let turn = 1; turn <= panes.length; turn += 1) {
        const pane = panes[(start + step * turn + panes.length * turn) % panes.length];
        if (pane !== undefined && enter(pane, last.current)) return;
      }
    };
    const remember = ({ target }: FocusEvent): void => {
      const pane = target instanceof HTMLElement ? target.closest('[data-pane]') : null;
      if (pane !== null) last.current.set(pane, target as HTMLElement);
    };
    // Before the code editor hears of it.
    document.addEventListener('keydown', press, { capture: true });
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('keydown', press, { capture: true });
      document.removeEventListener('focusin', remember);
    };
  }, [page]);
}

/** Returns whether the focus is in the part now. */
function enter(pane: HTMLElement, last: WeakMap<Element, HTMLElement>): boolean {
  const before = last.get(pane);
  const isThere = before !== undefined && pane.contains(before) && before.getClientRects().length > 0;
  const first =
    pane.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]') ?? pane.querySelector<HTMLElement>(focusable);
  (isThere ? before : first)?.focus();
  return pane.contains(document.activeElement);
}
