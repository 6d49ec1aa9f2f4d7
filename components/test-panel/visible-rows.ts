'use client';

import { useEffect, useState, type RefObject } from 'react';

/** Rows beyond both edges that are there already, so that nothing flickers. */
const spareRows = 8;

/**
 * Which rows of a list with rows of one height can be seen, so that only they are drawn.
 * @param list what scrolls.
 */
export function useVisibleRows(
  list: RefObject<HTMLElement | null>,
  { count, rowHeight }: { readonly count: number; readonly rowHeight: number },
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
  const first = Math.max(0, Math.floor(place.top / rowHeight) - spareRows);
  const end = Math.min(count, Math.ceil((place.top + place.height) / rowHeight) + spareRows);
  return { first, end };
}
