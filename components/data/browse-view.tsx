'use client';

import { Button, Drawer, Skeleton } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconDatabase, IconTableOff, IconTable } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useEffectEvent, useState } from 'react';

import type { ProjectListing, RowAddress } from '#lib/index.ts';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { errorRecordOf } from '../feedback/error-record-of.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import classes from './data.module.css';
import { RowPanel } from './row-panel.tsx';
import { TablePane } from './table-pane.tsx';
import { TableTree } from './table-tree.tsx';
import type { TableView } from './table-view.ts';
import { isWarehouseBusy, WarehouseBusy } from './warehouse-busy.tsx';

export interface BrowseViewProps {
  /** What the address names. */
  readonly view: TableView | undefined;
  /** Named without a table: its first one is shown. */
  readonly dataset: string | undefined;
  readonly onView: (view: TableView) => void;
  readonly onSql: (sql: string) => void;
}

/** Tables at the side, rows in the middle, the chosen row at the other side. */
export function BrowseView({ view: named, dataset, onView, onSql }: BrowseViewProps) {
  const [isTreeOpen, tree] = useDisclosure(false);
  const [row, setRow] = useState<RowAddress>();
  const isWide = useMediaQuery('(min-width: 75em)') ?? true;
  const listing = useQuery({
    queryKey: ['datasets'],
    queryFn: ({ signal }) => fetchJson<ProjectListing>('/api/datasets', { signal }),
    refetchInterval: ({ state }) =>
      state.error !== null && isWarehouseBusy(errorRecordOf(state.error)) ? 1_500 : false,
  });
  const first = named === undefined ? firstTable(listing.data?.datasets ?? [], dataset) : undefined;
  const onFirst = useEffectEvent(onView);
  useEffect(() => {
    if (first !== undefined) onFirst(first);
  });
  if (listing.data === undefined) {
    if (listing.error === null) return <Skeleton h={420} aria-label="The tables are loading" />;
    const failure = errorRecordOf(listing.error);
    if (isWarehouseBusy(failure)) return <WarehouseBusy error={failure} />;
    return (
      <ErrorNotice error={failure} title="The tables could not be listed">
        <Button mt="sm" size="xs" onClick={() => void listing.refetch()}>
          Try again
        </Button>
      </ErrorNotice>
    );
  }
  const { datasets } = listing.data;
  const view = named ?? first;
  if (datasets.length === 0) return <NothingYet />;
  const table = datasets.find(({ name }) => name === view?.dataset)?.tables.find(({ name }) => name === view?.table);
  const shownRow = row !== undefined && row.dataset === view?.dataset ? row : undefined;
  const panel =
    shownRow === undefined ? null : (
      <RowPanel address={shownRow} onAddress={setRow} onClose={() => setRow(undefined)} hasTitle={isWide} />
    );
  return (
    <div className={classes.browse} data-panel={shownRow === undefined || !isWide ? undefined : true}>
      {isWide ? (
        <aside className={classes.side} aria-label="Datasets">
          <TableTree datasets={datasets} view={view} />
        </aside>
      ) : (
        <Drawer opened={isTreeOpen} onClose={tree.close} title="Tables" size="xs">
          <TableTree datasets={datasets} view={view} onChoose={tree.close} />
        </Drawer>
      )}
      {view === undefined || table === undefined ? (
        <div className={classes.main}>
          <ChooseTable view={view} onChoose={isWide ? undefined : tree.open} />
        </div>
      ) : (
        <TablePane
          key={JSON.stringify([view.dataset, view.table])}
          view={view}
          listing={table}
          onView={onView}
          onSql={onSql}
          onRow={(rowId, isFollowing) => {
            if (!isFollowing || (isWide && row !== undefined))
              setRow({ dataset: view.dataset, table: view.table, rowId });
          }}
          lead={
            isWide ? null : (
              <Button size="xs" variant="light" leftSection={<IconTable size={14} aria-hidden />} onClick={tree.open}>
                {view.table}
              </Button>
            )
          }
        />
      )}
      {isWide ? (
        panel
      ) : (
        <Drawer opened={panel !== null} onClose={() => setRow(undefined)} title="Row" position="right" size="md">
          {panel}
        </Drawer>
      )}
    </div>
  );
}

function firstTable(datasets: ProjectListing['datasets'], dataset: string | undefined): TableView | undefined {
  const first = datasets.find(({ name }) => name === dataset)?.tables.find(({ isSystem }) => !isSystem);
  return dataset === undefined || first === undefined
    ? undefined
    : { dataset, table: first.name, sort: [], filters: [] };
}

function NothingYet() {
  return (
    <EmptyState
      icon={IconDatabase}
      title="No rows yet: sync a source"
      actions={
        <Button component={Link} href="/sources">
          Go to the sources
        </Button>
      }
    >
      Each sync puts rows into tables, and this page shows them.
    </EmptyState>
  );
}

function ChooseTable({
  view,
  onChoose,
}: {
  readonly view: TableView | undefined;
  readonly onChoose: (() => void) | undefined;
}) {
  const isGone = view !== undefined;
  return (
    <EmptyState
      icon={isGone ? IconTableOff : IconTable}
      title={isGone ? `There is no table ${view.dataset}.${view.table}` : 'Choose a table'}
      actions={onChoose === undefined ? undefined : <Button onClick={onChoose}>Choose a table</Button>}
    >
      {isGone
        ? 'It may have been removed or renamed since this link was made. Choose another one.'
        : 'Its rows are shown here, as many as there are.'}
    </EmptyState>
  );
}
