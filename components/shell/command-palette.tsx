'use client';

import { Spotlight, spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';

import { destinations } from './destinations.ts';

export const openCommandPalette = spotlight.open;

/** Ctrl+K: every page, source and table by name, and the common commands. */
export function CommandPalette() {
  const router = useRouter();
  const actions: SpotlightActionData[] = destinations.map(({ label, href, icon: Icon }) => ({
    id: href,
    label,
    description: `Go to ${label.toLowerCase()}`,
    leftSection: <Icon size={18} aria-hidden />,
    onClick: () => router.push(href),
  }));
  return (
    <Spotlight
      actions={actions}
      nothingFound="Nothing of that name."
      highlightQuery
      shortcut={['mod + K']}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to a page, a source, a table…',
        'aria-label': 'Search and commands',
      }}
    />
  );
}
