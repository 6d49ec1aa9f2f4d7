import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface WideTableProps {
  /** What the table shows, for whoever hears it. */
  readonly label: string;
  /** In pixels; a narrower window scrolls it sideways. */
  readonly minWidth: number;
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it must, by keyboard too. */
export function WideTable({ label, minWidth, children }: WideTableProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'group', 'aria-label': label } }}
    >
      {children}
    </Table.ScrollContainer>
  );
}
