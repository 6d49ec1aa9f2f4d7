'use client';

import {
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TextFilterModule,
  themeQuartz,
  TooltipModule,
  type CellKeyDownEvent,
  type ColDef,
  type GridApi,
  type IDatasource,
  type IGetRowsParams,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useEffectEvent, useMemo, useState } from 'react';

import type { Cell, DataColumn, RowFilter, RowsAnswer, RowSelection } from '#lib/index.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { cellText, isNumeric } from './cell-text.ts';
import { CellView } from './cell-view.tsx';
import { filterOptions, toRowFilters, type GridFilter } from './to-row-filters.ts';

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  TextFilterModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  CellStyleModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TooltipModule,
]);

/** A row as the grid holds it: values by column, and DuckDB's number of it. */
export interface GridRow {
  readonly id: string | undefined;
  readonly cells: Readonly<Record<string, Cell>>;
}

export interface RowsGridProps {
  readonly dataset: string;
  readonly table: string;
  readonly columns: readonly DataColumn[];
  readonly hidden: ReadonlySet<string>;
  /** Conditions that hold besides those of the grid. */
  readonly baseFilters: readonly RowFilter[];
  readonly onOpen: (row: GridRow) => void;
  /** The rows that are looked at now, and their SQL. */
  readonly onSelection: (selection: RowSelection, sql: string) => void;
  readonly onCount: (rows: number | undefined) => void;
  readonly onError: (error: unknown) => void;
  readonly onReady: (api: GridApi<GridRow>) => void;
}

const windowRows = 100;

const theme = themeQuartz.withParams({
  backgroundColor: 'var(--dango-surface)',
  foregroundColor: 'light-dark(#1c1e21, #e4e2de)',
  headerBackgroundColor: 'var(--dango-sunken)',
  borderColor: 'var(--dango-line)',
  accentColor: 'light-dark(#2b6e48, #6cb888)',
  chromeBackgroundColor: 'var(--dango-sunken)',
  browserColorScheme: 'inherit',
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 13,
  rowHeight: 32,
  headerHeight: 46,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});

/** A table of any size: windows of rows are fetched as they come into view; DuckDB sorts and filters. */
export function RowsGrid(props: RowsGridProps) {
  const { dataset, table, columns, hidden, baseFilters, onReady } = props;
  const onSelection = useEffectEvent(props.onSelection);
  const onCount = useEffectEvent(props.onCount);
  const onError = useEffectEvent(props.onError);
  const onOpen = props.onOpen;
  const [api, setApi] = useState<GridApi<GridRow>>();

  const definitions = useMemo(
    (): ColDef<GridRow, Cell>[] =>
      columns.map(({ name, type }) => ({
        colId: name,
        headerName: name,
        headerComponentParams: { innerHeaderComponent: ColumnHeader, innerHeaderComponentParams: { type } },
        valueGetter: ({ data }) => data?.cells[name],
        cellRenderer: CellView,
        filter: 'agTextColumnFilter',
        filterParams: {
          filterOptions: filterOptions.map(({ name: key, label, inputs }) => ({
            displayKey: key,
            displayName: label,
            numberOfInputs: inputs,
            predicate: () => true,
          })),
          defaultOption: isNumeric(type) ? 'equals' : 'contains',
          trimInput: false,
          debounceMs: 400,
        },
        sortable: true,
        resizable: true,
        hide: hidden.has(name),
        ...(isNumeric(type) ? { cellStyle: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } } : {}),
      })),
    [columns, hidden],
  );

  const visible = useMemo(
    () => columns.filter(({ name }) => !hidden.has(name)).map(({ name }) => name),
    [columns, hidden],
  );

  useEffect(() => {
    if (api === undefined) return undefined;
    const gone = new AbortController();
    let generation: string | undefined;
    let counted: string | undefined;

    const getRows = async (params: IGetRowsParams): Promise<void> => {
      const filters = [...baseFilters, ...toRowFilters(params.filterModel as Record<string, GridFilter>)];
      const sort = params.sortModel.map(({ colId, sort: way }) => ({
        column: colId,
        direction: way === 'desc' ? ('descending' as const) : ('ascending' as const),
      }));
      const selection: RowSelection = { dataset, table, columns: visible, sort, filters };
      try {
        const body = { ...selection, offset: params.startRow, limit: params.endRow - params.startRow };
        const answer = await fetchJson<RowsAnswer>('/api/rows', { body, signal: gone.signal });
        if (generation !== undefined && generation !== answer.generation) {
          // A load came in between: what the grid holds is of before.
          generation = answer.generation;
          counted = undefined;
          params.failCallback();
          api.purgeInfiniteCache();
          return;
        }
        generation = answer.generation;
        const end = params.startRow + answer.rows.length;
        params.successCallback(toGridRows(answer), answer.isEnd ? end : undefined);
        onSelection(selection, answer.sql);
        const question = JSON.stringify(filters);
        if (answer.isEnd && answer.rows.length > 0) onCount(end);
        if (counted === question) return;
        counted = question;
        // The rows come first; how many there are is asked behind them.
        const count = await fetchJson<{ rows: number }>('/api/rows/count', {
          body: { dataset, table, filters },
          signal: gone.signal,
        });
        onCount(count.rows);
        api.setRowCount(count.rows, true);
      } catch (error) {
        if (gone.signal.aborted) return;
        params.failCallback();
        onError(error);
      }
    };
    const source: IDatasource = { getRows: (params) => void getRows(params) };
    api.setGridOption('datasource', source);
    return () => gone.abort();
  }, [api, dataset, table, visible, baseFilters]);

  return (
    <AgGridReact<GridRow>
      theme={theme}
      rowModelType="infinite"
      columnDefs={definitions}
      cacheBlockSize={windowRows}
      maxBlocksInCache={20}
      blockLoadDebounceMillis={60}
      infiniteInitialRowCount={1}
      suppressColumnVirtualisation={false}
      animateRows={false}
      enableCellTextSelection={false}
      suppressDragLeaveHidesColumns
      tooltipShowDelay={600}
      onGridReady={(event) => {
        setApi(event.api);
        onReady(event.api);
      }}
      onFirstDataRendered={({ api: grid }) => grid.autoSizeAllColumns()}
      autoSizeStrategy={{ type: 'fitCellContents', defaultMaxWidth: 320 }}
      onRowDoubleClicked={({ data }) => data !== undefined && onOpen(data)}
      onRowClicked={({ data }) => data !== undefined && onOpen(data)}
      onCellKeyDown={(event) => onKey(event as CellKeyDownEvent<GridRow, Cell>, onOpen)}
    />
  );
}

function onKey({ event, data, value }: CellKeyDownEvent<GridRow, Cell>, onOpen: (row: GridRow) => void): void {
  if (!(event instanceof KeyboardEvent) || data === undefined) return;
  if (event.key === 'Enter') onOpen(data);
  if (event.key === 'c' && (event.ctrlKey || event.metaKey))
    void navigator.clipboard.writeText(cellText(value ?? null));
}

function toGridRows({ columns, rows, rowIds }: RowsAnswer): GridRow[] {
  return rows.map((values, position) => ({
    id: rowIds[position],
    cells: Object.fromEntries(columns.map(({ name }, at) => [name, values[at] ?? null])),
  }));
}

function ColumnHeader({ displayName, type }: { readonly displayName: string; readonly type: string }) {
  return (
    <span style={{ display: 'grid', lineHeight: 1.25 }}>
      <span>{displayName}</span>
      <span style={{ fontSize: 11, fontWeight: 400, color: 'var(--dango-text-quiet)' }}>{type}</span>
    </span>
  );
}
