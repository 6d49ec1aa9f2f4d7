'use client';

import { Box, Switch, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import Link from 'next/link';
import { useRef, useState } from 'react';

import type { ProjectListing, TableListing } from '#lib/index.ts';
import { isSystemTable } from '#lib/spec/system-table.ts';
import classes from './data.module.css';
import { orderTables } from './order-tables.ts';
import { tableViewHref, type TableView } from './table-view.ts';

export interface TableTreeProps {
  readonly datasets: ProjectListing['datasets'];
  readonly view: TableView | undefined;
  readonly onChoose?: () => void;
}

/** Datasets and their tables, child tables below their parents. */
export function TableTree({ datasets, view, onChoose }: TableTreeProps) {
  const [words, setWords] = useState('');
  const [withSystem, setWithSystem] = useState(view !== undefined && isSystemTable(view.table));
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => field.current?.focus()]]);
  const isShown = (dataset: string, { name, isSystem }: TableListing): boolean =>
    (withSystem || !isSystem) && `${dataset}.${name}`.toLowerCase().includes(words.trim().toLowerCase());
  const shown = datasets
    .map(({ name, tables }) => ({ name, tables: orderTables(tables.filter((table) => isShown(name, table))) }))
    .filter(({ tables }) => tables.length > 0);
  return (
    <>
      <Box p="xs">
        <TextInput
          ref={field}
          size="xs"
          aria-label="Find a table"
          placeholder="Find a table  ( / )"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </Box>
      <nav className={classes.scroll} aria-label="Tables">
        {shown.length === 0 ? (
          <Text size="sm" c="dimmed" p="sm">
            No table of that name.
          </Text>
        ) : null}
        {shown.map(({ name, tables }) => (
          <Box key={name} px={6} pb="xs">
            <Text size="xs" fw={600} c="dimmed" px={10} py={4} truncate title={name}>
              {name}
            </Text>
            {tables.map(({ table, depth }) => (
              <Link
                key={table.name}
                href={tableViewHref({ dataset: name, table: table.name })}
                onClick={() => onChoose?.()}
                className={classes.table}
                style={{ paddingInlineStart: 10 + depth * 14 }}
                aria-current={view?.dataset === name && view.table === table.name ? 'true' : undefined}
              >
                <span className={classes.tableName} title={table.name}>
                  {table.name}
                </span>
                <span className={classes.count}>
                  {table.kind === 'view' ? 'view' : shortCount(table.estimatedRows)}
                </span>
              </Link>
            ))}
          </Box>
        ))}
      </nav>
      <Box p="xs" style={{ borderTop: '1px solid var(--dango-line)' }}>
        <Switch
          size="xs"
          label="Show system tables"
          checked={withSystem}
          onChange={(event) => setWithSystem(event.currentTarget.checked)}
        />
      </Box>
    </>
  );
}

const counts = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function shortCount(rows: number): string {
  return counts.format(rows);
}
