'use client';

import { ScrollArea, Stack, Switch, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';

import type { ProjectListing, TableListing } from '#lib/index.ts';
import { tableHref } from './table-href.ts';
import classes from './table-list.module.css';

export interface TableListProps {
  readonly listing: ProjectListing;
  readonly dataset: string | undefined;
  readonly table: string | undefined;
}

const count = new Intl.NumberFormat('en', { notation: 'compact' });

/** Datasets and their tables; lists of a table's records stand below it. */
export function TableList({ listing, dataset, table }: TableListProps) {
  const [search, setSearch] = useState('');
  const [showsSystem, setShowsSystem] = useState(false);
  const wanted = search.trim().toLowerCase();
  return (
    <nav className={classes.root ?? ''} aria-label="Tables">
      <Stack gap="xs" p="sm">
        <TextInput
          size="xs"
          aria-label="Find a table"
          placeholder="Find a table"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Switch
          size="xs"
          label="System tables"
          checked={showsSystem}
          onChange={({ currentTarget }) => setShowsSystem(currentTarget.checked)}
        />
      </Stack>
      <ScrollArea flex={1} px="xs" pb="sm">
        {listing.datasets.map(({ name, tables }) => {
          const shown = tables.filter(
            (entry) => (showsSystem || !entry.isSystem) && entry.name.toLowerCase().includes(wanted),
          );
          if (shown.length === 0) return null;
          return (
            <section key={name}>
              <Title order={2} className={classes.dataset ?? ''}>
                {name}
              </Title>
              <ul className={classes.tables ?? ''}>
                {shown.map((entry) => (
                  <li key={entry.name} style={{ paddingInlineStart: 12 * depthOf(entry, tables) }}>
                    <Link
                      href={tableHref(name, entry.name)}
                      className={classes.table ?? ''}
                      aria-current={dataset === name && table === entry.name ? 'page' : undefined}
                    >
                      <span>{entry.name}</span>
                      <Text span size="xs" c="dimmed" aria-label={`about ${entry.estimatedRows} rows`}>
                        {entry.kind === 'view' ? 'view' : count.format(entry.estimatedRows)}
                      </Text>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </ScrollArea>
    </nav>
  );
}

function depthOf({ parent }: TableListing, tables: readonly TableListing[]): number {
  const above = tables.find(({ name }) => name === parent);
  return above === undefined ? 0 : 1 + depthOf(above, tables);
}
