'use client';

import { useEffect, useState, type RefObject } from 'react';

/** Pixels beyond both edges that are drawn already, so that nothing flickers. */
const spare = 400;

/**
 * Which rows of a list can be seen, so that only they are drawn.
 * @param list what scrolls.
 * @param tops where each row begins, in pixels, and behind the last one where it ends.
 */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  tops: readonly number[],
): { readonly first: number; readonly end: number } {
  const [place, setPlace] = useState({ top: 0, height: 600 });
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const look = (): void => setPlace({ top: element.scrollTop, height: element.clientHeight });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list]);
  const count = Math.max(0, tops.length - 1);
  const first = tops.findIndex((top, index) => index < count && (tops[index + 1] ?? top) > place.top - spare);
  const beyond = tops.findIndex((top) => top >= place.top + place.height + spare);
  return { first: Math.max(0, first), end: beyond < 0 ? count : Math.min(count, beyond) };
}
