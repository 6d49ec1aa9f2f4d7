'use client';

import { ActionIcon, Button, Drawer, Group, Menu, NumberInput, ScrollArea, Checkbox } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconCode, IconColumns3, IconDatabase, IconDownload, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { GridApi } from 'ag-grid-community';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';

import type { ProjectListing, RowFilter, RowSelection, TableListing } from '#lib/index.ts';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { countWords } from '../sources/count-words.ts';
import classes from './data-page.module.css';
import { RowPanel } from './row-panel.tsx';
import type { GridRow } from './rows-grid.tsx';
import { tableHref } from './table-href.ts';
import { TableList } from './table-list.tsx';
import { useHiddenColumns } from './use-hidden-columns.ts';

// The grid is large and needs a browser; no other page loads it.
const RowsGrid = dynamic(async () => (await import('./rows-grid.tsx')).RowsGrid, {
  ssr: false,
  loading: () => <Waiting label="The grid is loading" height={32} count={8} />,
});

/** Datasets, tables, rows. */
export function DataPage() {
  const search = useSearchParams();
  const listing = useQuery({
    queryKey: ['datasets'],
    queryFn: ({ signal }) => fetchJson<ProjectListing>('/api/datasets', { signal }),
    retry: 3,
  });
  const dataset = search.get('dataset') ?? undefined;
  const wanted = search.get('table') ?? undefined;
  const found = listing.data?.datasets.find(({ name }) => name === dataset);
  const table = wanted ?? found?.tables.find(({ isSystem }) => !isSystem)?.name;
  const entry = found?.tables.find(({ name }) => name === table);
  const filters = search.get('filters') ?? '[]';
  if (listing.isError && listing.data === undefined) {
    return (
      <>
        <PageHeader title="Data" />
        <div className={classes.notice ?? ''}>
          <ErrorNotice error={listing.error} title="The warehouse cannot be read now">
            <Button size="xs" mt="xs" variant="default" onClick={() => void listing.refetch()}>
              Try again
            </Button>
          </ErrorNotice>
        </div>
      </>
    );
  }
  if (listing.data === undefined) {
    return (
      <>
        <PageHeader title="Data" />
        <div className={classes.notice ?? ''}>
          <Waiting label="The tables are loading" height={32} count={6} />
        </div>
      </>
    );
  }
  if (listing.data.datasets.length === 0) return <NoRows />;
  return (
    <div className={classes.layout ?? ''}>
      <div className={classes.side ?? ''}>
        <TableList listing={listing.data} dataset={dataset} table={table} />
      </div>
      {dataset === undefined || table === undefined ? (
        <div>
          <PageHeader title="Data" />
          <TableDrawer listing={listing.data} dataset={dataset} table={table} />
          <EmptyState icon={IconTable} title="Choose a table">
            Each source loads into a dataset of its own. Open one of its tables to see the rows, or ask in{' '}
            <Link href="/data/sql">SQL</Link>.
          </EmptyState>
        </div>
      ) : entry === undefined ? (
        <div>
          <PageHeader title={table} description={dataset} />
          <TableDrawer listing={listing.data} dataset={dataset} table={table} />
          <EmptyState icon={IconTable} title={`There is no table ${dataset}.${table}`}>
            It was removed, or never loaded. Choose another one, or sync its source.
          </EmptyState>
        </div>
      ) : (
        <TableView
          key={`${dataset}.${table}.${filters}`}
          dataset={dataset}
          entry={entry}
          listing={listing.data}
          filtersText={filters}
        />
      )}
    </div>
  );
}

function NoRows() {
  return (
    <>
      <PageHeader title="Data" />
      <EmptyState
        icon={IconDatabase}
        title="No rows yet"
        actions={
          <Button component={Link} href="/sources">
            To the sources
          </Button>
        }
      >
        Sync a source: its tables appear here.
      </EmptyState>
    </>
  );
}

interface TableViewProps {
  readonly dataset: string;
  readonly entry: TableListing;
  readonly listing: ProjectListing;
  readonly filtersText: string;
}

function TableView({ dataset, entry, listing, filtersText }: TableViewProps) {
  const baseFilters = useMemo(() => readFilters(filtersText), [filtersText]);
  const [hidden, setHidden] = useHiddenColumns(`${dataset}.${entry.name}`, entry.columns);
  const [row, setRow] = useState<GridRow>();
  const [count, setCount] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  const [selection, setSelection] = useState<RowSelection>({ dataset, table: entry.name });
  const [sql, setSql] = useState('');
  const [grid, setGrid] = useState<GridApi<GridRow>>();
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;
  const dltId = row?.cells['_dlt_id'];
  const panel =
    row === undefined ? null : (
      <RowPanel
        dataset={dataset}
        table={entry.name}
        rowId={row.id}
        dltId={typeof dltId === 'string' ? dltId : undefined}
        onClose={() => setRow(undefined)}
      />
    );
  return (
    <div className={classes.view ?? ''}>
      <PageHeader
        title={entry.name}
        description={
          <Group gap="xs">
            <span>{dataset}</span>
            <output>{count === undefined ? '' : countWords(count, 'row')}</output>
            {baseFilters.length === 0 ? null : <Link href={tableHref(dataset, entry.name)}>Show all rows</Link>}
          </Group>
        }
        actions={
          <>
            <TableDrawer listing={listing} dataset={dataset} table={entry.name} />
            <NumberInput
              size="xs"
              w={110}
              aria-label="Go to row"
              placeholder="Go to row"
              min={1}
              thousandSeparator=","
              hideControls
              onKeyDown={(event) => {
                const wanted = Number(event.currentTarget.value.replaceAll(',', ''));
                if (event.key !== 'Enter' || !(wanted >= 1)) return;
                grid?.ensureIndexVisible(Math.min(wanted, count ?? wanted) - 1, 'top');
              }}
            />
            <ColumnsMenu entry={entry} hidden={hidden} onChange={setHidden} />
            <ExportMenu selection={selection} />
            <SqlLink sql={sql} />
          </>
        }
      />
      {failure === undefined ? null : (
        <div className={classes.notice ?? ''}>
          <ErrorNotice error={failure}>
            <Button
              size="xs"
              mt="xs"
              variant="default"
              onClick={() => {
                setFailure(undefined);
                grid?.purgeInfiniteCache();
              }}
            >
              Try again
            </Button>
          </ErrorNotice>
        </div>
      )}
      <div className={classes.rows ?? ''} data-panel={row !== undefined && !isNarrow}>
        <div className={classes.grid ?? ''}>
          <RowsGrid
            dataset={dataset}
            table={entry.name}
            columns={entry.columns}
            hidden={hidden}
            baseFilters={baseFilters}
            onOpen={setRow}
            onSelection={(shown, text) => {
              setSelection(shown);
              setSql(text);
              setFailure(undefined);
            }}
            onCount={setCount}
            onError={setFailure}
            onReady={setGrid}
          />
        </div>
        {isNarrow ? (
          <Drawer
            opened={row !== undefined}
            onClose={() => setRow(undefined)}
            position="bottom"
            size="85%"
            withCloseButton={false}
            title="Row"
          >
            {panel}
          </Drawer>
        ) : (
          panel
        )}
      </div>
    </div>
  );
}

function TableDrawer({
  listing,
  dataset,
  table,
}: {
  readonly listing: ProjectListing;
  readonly dataset: string | undefined;
  readonly table: string | undefined;
}) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        className={classes.narrowOnly ?? ''}
        size="xs"
        variant="default"
        leftSection={<IconTable size={15} aria-hidden />}
        onClick={open}
      >
        Tables
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        title="Tables"
        onClick={(event) => event.target instanceof HTMLAnchorElement && close()}
      >
        <TableList listing={listing} dataset={dataset} table={table} />
      </Drawer>
    </>
  );
}

interface ColumnsMenuProps {
  readonly entry: TableListing;
  readonly hidden: ReadonlySet<string>;
  readonly onChange: (hidden: ReadonlySet<string>) => void;
}

function ColumnsMenu({ entry, hidden, onChange }: ColumnsMenuProps) {
  return (
    <Menu closeOnItemClick={false} position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={360} p="xs">
          {entry.columns.map(({ name }) => (
            <Checkbox
              key={name}
              size="xs"
              py={3}
              label={name}
              checked={!hidden.has(name)}
              onChange={() => {
                const next = new Set(hidden);
                if (!next.delete(name)) next.add(name);
                onChange(next);
              }}
            />
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

const formats = [
  { value: 'csv', label: 'CSV' },
  { value: 'parquet', label: 'Parquet' },
  { value: 'json', label: 'JSON' },
];

function ExportMenu({ selection: { columns: _columns, ...rows } }: { readonly selection: RowSelection }) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={15} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>All rows of this filter, all columns</Menu.Label>
        {formats.map(({ value, label }) => (
          <Menu.Item
            key={value}
            component="a"
            download
            href={`/api/export?${new URLSearchParams({ format: value, selection: JSON.stringify(rows) })}`}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SqlLink({ sql }: { readonly sql: string }) {
  return (
    <ActionIcon
      component={Link}
      href={`/data/sql?${new URLSearchParams({ sql })}`}
      variant="default"
      size={30}
      aria-label="Show these rows as SQL"
      title="Show these rows as SQL"
    >
      <IconCode size={16} aria-hidden />
    </ActionIcon>
  );
}

function readFilters(text: string): readonly RowFilter[] {
  try {
    const filters: unknown = JSON.parse(text);
    return Array.isArray(filters) ? (filters as RowFilter[]) : [];
  } catch {
    return [];
  }
}
