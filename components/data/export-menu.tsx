'use client';

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

import type { RowSelection } from '#lib/index.ts';

const formats = [
  ['csv', 'CSV'],
  ['parquet', 'Parquet'],
  ['json', 'JSON'],
] as const;

/** Saves all rows to a file: as they are shown, or the whole table. */
export function ExportMenu({
  selection,
  isNarrowed,
}: {
  readonly selection: RowSelection;
  readonly isNarrowed: boolean;
}) {
  const { dataset, table } = selection;
  const items = (rows: RowSelection, words: string) =>
    formats.map(([format, label]) => (
      <Menu.Item
        key={`${format}${words}`}
        component="a"
        href={`/api/export?${new URLSearchParams({ format, selection: JSON.stringify(rows) }).toString()}`}
        download
      >
        {label}
        {words}
      </Menu.Item>
    ));
  return (
    <Menu withArrow position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{isNarrowed ? 'Sorted and filtered as shown' : 'All rows and columns'}</Menu.Label>
        {items(selection, '')}
        {isNarrowed ? (
          <>
            <Menu.Divider />
            <Menu.Label>Whole table</Menu.Label>
            {items({ dataset, table }, ', whole table')}
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
