'use client';

import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconPlus, IconRefresh, IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { useStartSync } from '../sources/use-start-sync.tsx';
import { colorSchemes } from './color-schemes.ts';
import { destinations } from './destinations.ts';
import { useKnownPlaces } from './use-known-places.ts';

export const openCommandPalette = spotlight.open;

/** Ctrl+K: every page, source and table by name, and the common commands. */
export function CommandPalette() {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const { setColorScheme } = useMantineColorScheme();
  const { sources, tables } = useKnownPlaces(isOpen);
  const sync = useStartSync();
  const actions: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: [
        ...destinations.map(({ label, href, icon: Icon }) => ({
          id: href,
          label,
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => router.push(href),
        })),
        {
          id: 'new-source',
          label: 'New source',
          leftSection: <IconPlus size={18} aria-hidden />,
          onClick: () => router.push('/sources/new'),
        },
      ],
    },
    {
      group: 'Sources',
      actions: sources.flatMap(({ name, href, canSync, icon: Icon }) => [
        {
          id: `source:${name}`,
          label: name,
          description: 'Edit the source',
          leftSection: <Icon size={18} aria-hidden />,
          onClick: () => router.push(href),
        },
        ...(canSync
          ? [
              {
                id: `sync:${name}`,
                label: `Sync ${name}`,
                leftSection: <IconRefresh size={18} aria-hidden />,
                onClick: () => sync.mutate({ source: name }),
              },
            ]
          : []),
      ]),
    },
    {
      group: 'Tables',
      actions: tables.map(({ dataset, table, href, icon: Icon }) => ({
        id: `table:${dataset}.${table}`,
        label: table,
        description: `Rows in ${dataset}`,
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => router.push(href),
      })),
    },
    {
      group: 'Colours',
      actions: colorSchemes.map(({ value, label, icon: Icon }) => ({
        id: `colours:${value}`,
        label: `Colours: ${label.toLowerCase()}`,
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => setColorScheme(value),
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions.filter((group) => group.actions.length > 0)}
      nothingFound="Nothing of that name."
      highlightQuery
      limit={40}
      scrollable
      maxHeight={420}
      shortcut={['mod + K']}
      // Also from within a field.
      tagsToIgnore={[]}
      onSpotlightOpen={() => setOpen(true)}
      onSpotlightClose={() => setOpen(false)}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to a page, a source, a table…',
        'aria-label': 'Search and commands',
      }}
    />
  );
}
