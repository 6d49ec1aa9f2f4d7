'use client';

import { Button, NumberInput, Pill, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { GridApi } from 'ag-grid-community';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';

import type { TableListing } from '#lib/index.ts';
import { countWords } from '../format/count-words.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import type { GridRow } from './column-definitions.ts';
import { isQuietColumn } from './column-kind.ts';
import { loadColumnLayout, saveColumnLayout, type ColumnLayout } from './column-layout.ts';
import { ColumnMenu } from './column-menu.tsx';
import classes from './data.module.css';
import { ExportMenu } from './export-menu.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { filterText } from './filter-words.ts';
import { SqlPopover } from './sql-popover.tsx';
import type { TableView } from './table-view.ts';

const DataGrid = dynamic(async () => (await import('./data-grid.tsx')).DataGrid, { ssr: false });

export interface TablePaneProps {
  readonly view: TableView;
  readonly listing: TableListing;
  readonly onView: (view: TableView) => void;
  readonly onRow: (rowId: string, isFollowing: boolean) => void;
  readonly onSql: (sql: string) => void;
  /** Before everything else in the bar. */
  readonly lead?: ReactNode;
}

/** One table: its rows, and what can be done with them. Needs a key of dataset and table. */
export function TablePane({ view, listing, onView, onRow, onSql, lead }: TablePaneProps) {
  const { test, dataset, table, sort, filters } = view;
  const [layout, setLayout] = useState(() => loadColumnLayout(dataset, table));
  const [grid, setGrid] = useState<GridApi<GridRow>>();
  const [generation, setGeneration] = useState<string>();
  const [sql, setSql] = useState('');
  const change = (changed: Partial<ColumnLayout>): void => {
    const next = {
      hidden: { ...layout.hidden, ...changed.hidden },
      widths: { ...layout.widths, ...changed.widths },
    };
    setLayout(next);
    saveColumnLayout(dataset, table, next);
  };
  const isHidden = (name: string): boolean => layout.hidden[name] ?? isQuietColumn(name);
  const visible = listing.columns.filter(({ name }) => !isHidden(name));
  const columns = visible.length === 0 ? listing.columns : visible;
  const count = useQuery({
    queryKey: ['row-count', test, dataset, table, filters, generation],
    queryFn: ({ signal }) =>
      fetchJson<{ rows: number }>('/api/rows/count', { body: { test, dataset, table, filters }, signal }),
    enabled: generation !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = count.isPlaceholderData ? undefined : count.data?.rows;
  return (
    <section className={classes.main} aria-label={`Table ${table}`}>
      <div className={classes.bar}>
        {lead}
        <FilterMenu
          columns={listing.columns}
          onAdd={(condition) => onView({ ...view, filters: [...filters, condition] })}
        />
        <ColumnMenu
          columns={listing.columns}
          isHidden={isHidden}
          onHidden={(hidden) => change({ hidden })}
          onFit={() => grid?.autoSizeAllColumns()}
        />
        <SqlPopover sql={sql} onOpen={onSql} />
        {test === undefined ? (
          <ExportMenu selection={{ dataset, table, sort, filters }} isNarrowed={sort.length + filters.length > 0} />
        ) : null}
        <GoToRow max={rows} onGo={(row) => goToRow(grid, row)} />
      </div>
      {filters.length === 0 ? null : (
        <div className={classes.bar}>
          {filters.map((filter, place) => (
            <Pill
              key={place}
              withRemoveButton
              onRemove={() => onView({ ...view, filters: filters.toSpliced(place, 1) })}
              removeButtonProps={{
                'aria-label': `Remove the filter ${filterText(filter)}`,
                'aria-hidden': false,
                tabIndex: 0,
              }}
            >
              {filterText(filter)}
            </Pill>
          ))}
          <Button size="compact-xs" variant="subtle" onClick={() => onView({ ...view, filters: [] })}>
            Clear filters
          </Button>
        </div>
      )}
      <DataGrid
        view={view}
        columns={columns}
        widths={layout.widths}
        rowCount={rows}
        onReady={setGrid}
        onAnswer={(answer) => {
          setGeneration(answer.generation);
          setSql(answer.sql);
        }}
        onSort={(next) => onView({ ...view, sort: next })}
        onWidths={(widths) => change({ widths })}
        onRow={onRow}
      />
      <div className={classes.bar} style={{ borderTop: '1px solid var(--dango-line)', borderBottom: 0 }}>
        <Text size="xs" component="output">
          {countText(rows, count.error !== null, filters.length > 0)}
        </Text>
        <Text size="xs" c="dimmed" visibleFrom="sm">
          Enter or double click opens a row, Ctrl+C copies a value
        </Text>
      </div>
    </section>
  );
}

function GoToRow({ max, onGo }: { readonly max: number | undefined; readonly onGo: (row: number) => void }) {
  const [row, setRow] = useState<number | string>('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typeof row === 'number') onGo(row);
      }}
    >
      <NumberInput
        size="xs"
        w={120}
        aria-label="Go to row"
        placeholder="Go to row"
        hideControls
        allowDecimal={false}
        allowNegative={false}
        min={1}
        {...(max === undefined ? {} : { max: Math.max(1, max) })}
        value={row}
        onChange={setRow}
      />
    </form>
  );
}

function goToRow(grid: GridApi<GridRow> | undefined, row: number): void {
  if (grid === undefined) return;
  const index = Math.max(0, row - 1);
  // Before the count is there the grid knows the first rows only.
  if (index >= grid.getDisplayedRowCount()) grid.setRowCount(index + 1, false);
  grid.ensureIndexVisible(index, 'middle');
  const [first] = grid.getAllDisplayedColumns();
  if (first !== undefined) grid.setFocusedCell(index, first);
}

function countText(rows: number | undefined, isFailed: boolean, isFiltered: boolean): string {
  if (rows === undefined) return isFailed ? 'The rows could not be counted' : 'Counting rows…';
  const words = countWords(rows, 'row');
  return isFiltered ? `${words} pass the filters` : words;
}
