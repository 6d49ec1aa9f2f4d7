'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';

interface ChipPopoverProps {
  /** What the chip is about, as the heading of what it opens. */
  readonly label: string;
  /** The same with what it says now, for whoever hears the chip. */
  readonly said: string;
  readonly state: string;
  readonly className: string | undefined;
  readonly width: number;
  /** What is on the chip. */
  readonly face: ReactNode;
  /** What it opens. */
  readonly children: (close: () => void) => ReactNode;
}

/** A chip that opens its reasons, and what can be done about it. */
export function ChipPopover({ label, said, state, className, width, face, children }: ChipPopoverProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      width={width}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className={className ?? ''}
          data-state={state}
          aria-label={said}
          onClick={() => setOpen((open) => !open)}
        >
          {face}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children(() => setOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
