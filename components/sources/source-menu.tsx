'use client';

import { ActionIcon, Menu } from '@mantine/core';
import { IconAdjustments, IconCopy, IconCursorText, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import Link from 'next/link';

import type { SourceCard } from '#lib/index.ts';
import { sourceHref } from './source-href.ts';

export type SourceDialogKind = 'sync' | 'duplicate' | 'rename' | 'delete';

interface SourceMenuProps {
  readonly source: SourceCard;
  readonly openDialog: (kind: SourceDialogKind) => void;
}

/** What is done to a source less often than a sync. */
export function SourceMenu({ source, openDialog }: SourceMenuProps) {
  const { name, issues, activeRun } = source;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${name}`}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} href={sourceHref(source)} leftSection={<IconPencil size={16} aria-hidden />}>
          Edit
        </Menu.Item>
        <Menu.Item
          leftSection={<IconAdjustments size={16} aria-hidden />}
          disabled={issues.length > 0 || activeRun !== undefined}
          onClick={() => openDialog('sync')}
        >
          Sync with options…
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => openDialog('duplicate')}>
          Duplicate…
        </Menu.Item>
        <Menu.Item leftSection={<IconCursorText size={16} aria-hidden />} onClick={() => openDialog('rename')}>
          Rename…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => openDialog('delete')}>
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
