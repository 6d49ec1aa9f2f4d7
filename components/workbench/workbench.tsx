'use client';

import { Box, CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef, type ReactNode } from 'react';

import { DockHandle } from './dock-handle.tsx';
import { usePaneKeys } from './use-pane-keys.ts';
import classes from './workbench.module.css';

export interface WorkbenchProps {
  readonly header: ReactNode;
  readonly children: ReactNode;
  /** What works on the text above, such as a test of it. */
  readonly dock: ReactNode;
  /** How often the dock was asked for since it was closed: it is shown from 1, and comes into view at each. */
  readonly dockRequests: number;
  readonly onCloseDock: () => void;
}

/**
 * A page that is worked in: the text in the middle, and a dock below it that never covers it. It fills a wide window, so
 * that both are in view; on a narrow one they follow each other. F6 goes through its parts, which have `data-pane`.
 */
export function Workbench({ header, children, dock, dockRequests, onCloseDock }: WorkbenchProps) {
  const [height, setHeight] = useLocalStorage({ key: 'dango.dock', defaultValue: 400 });
  const page = useRef<HTMLDivElement>(null);
  const holder = useRef<HTMLDivElement>(null);
  const opener = useRef<Element>(null);
  usePaneKeys(page);
  const isOpen = dockRequests > 0;
  useEffect(() => {
    if (isOpen) opener.current = document.activeElement;
  }, [isOpen]);
  useEffect(() => {
    if (dockRequests > 0) holder.current?.scrollIntoView({ block: 'nearest' });
  }, [dockRequests]);
  const close = (): void => {
    onCloseDock();
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };
  return (
    <div ref={page} className={classes.root}>
      <div data-pane>{header}</div>
      <div className={classes.content}>{children}</div>
      {dockRequests === 0 ? null : (
        <Box ref={holder} className={classes.dock ?? ''} __vars={{ '--dock-height': `${height}px` }}>
          <DockHandle height={height} onHeight={setHeight} />
          <CloseButton className={classes.close ?? ''} aria-label="Close the test" onClick={close} />
          {dock}
        </Box>
      )}
    </div>
  );
}
