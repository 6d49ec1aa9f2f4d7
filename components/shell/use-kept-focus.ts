'use client';

import { useEffect } from 'react';

const focusable =
  'a[href], button, input:not([type="hidden"]), select, textarea, [contenteditable="true"], [tabindex]:not([tabindex="-1"])';

/**
 * Keeps the focus on the page when the control that has it goes away or is disabled, such as the button that removes its
 * own row: it goes to the next control, else to the one before. Without that a keyboard begins at the top of the page again.
 * @param id of the page's element.
 */
export function useKeptFocus(id: string): void {
  useEffect(() => {
    let order: readonly HTMLElement[] = [];
    let place = -1;
    let frame: number | undefined;
    const remember = ({ target }: FocusEvent): void => {
      const page = document.getElementById(id);
      // Dialogs and menus are beside the page, and give the focus back by themselves.
      if (page === null || !(target instanceof HTMLElement) || !page.contains(target)) return;
      order = [...page.querySelectorAll<HTMLElement>(focusable)];
      place = order.indexOf(target);
    };
    const forget = ({ target }: PointerEvent): void => {
      if (target instanceof Element && target.closest(focusable) === null) place = -1;
    };
    const mend = (): void => {
      frame = undefined;
      const lost = order[place];
      const active = document.activeElement;
      if (lost === undefined || isUsable(lost) || (active !== lost && active !== document.body)) return;
      const next = [...order.slice(place + 1), ...order.slice(0, place).toReversed()].find(isUsable);
      place = -1;
      next?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (place >= 0) frame ??= requestAnimationFrame(mend);
    });
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [id]);
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.getClientRects().length > 0;
}
