'use client';

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { CellKeyDownEvent, GridApi, IGetRowsParams } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';

import type { DataColumn, ErrorRecord, RowsAnswer, RowSort } from '#lib/index.ts';
import { errorRecordOf } from '../feedback/error-record-of.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { cellText } from '../values/cell-text.ts';
import { fittingWidth } from './column-width.ts';
import { columnDefinition, rowNumberColumn, type GridRow } from './column-definitions.ts';
import classes from './data.module.css';
import { gridTheme } from './grid-setup.ts';
import type { TableView } from './table-view.ts';
import { isWarehouseBusy, WarehouseBusy } from './warehouse-busy.tsx';

export interface DataGridProps {
  readonly view: TableView;
  /** Those that are shown, in their order. */
  readonly columns: readonly DataColumn[];
  readonly widths: Readonly<Record<string, number>>;
  /** Rows behind the filters, once they are counted. */
  readonly rowCount: number | undefined;
  readonly onReady: (api: GridApi<GridRow>) => void;
  readonly onAnswer: (answer: RowsAnswer) => void;
  readonly onSort: (sort: readonly RowSort[]) => void;
  readonly onWidths: (widths: Readonly<Record<string, number>>) => void;
  /** Somebody wants to see a row as a whole; `isFollowing` where they only moved to it. */
  readonly onRow: (rowId: string, isFollowing: boolean) => void;
}

// The rows come sorted.
const defaultColumn = { resizable: true, sortable: true, comparator: () => 0, suppressHeaderMenuButton: true };
const localeText = { noRowsToShow: 'No rows' };
const blockSize = 100;
const retryMs = 1_500;

/** The rows of a table, fetched window by window as one scrolls; sorted and filtered by DuckDB. */
export function DataGrid(props: DataGridProps) {
  const { view, columns, widths, rowCount, onReady } = props;
  const [api, setApi] = useState<GridApi<GridRow>>();
  const [failure, setFailure] = useState<ErrorRecord>();
  const queries = useQueryClient();
  const generation = useRef<string>(undefined);
  const count = useRef<number>(undefined);
  const onAnswer = useEffectEvent(props.onAnswer);
  const fitColumns = useEffectEvent(({ columns, rows }: RowsAnswer) => {
    const fitting = columns.flatMap((column, place) =>
      widths[column.name] === undefined
        ? [
            {
              key: column.name,
              newWidth: fittingWidth(
                column,
                rows.map((row) => row[place]),
              ),
            },
          ]
        : [],
    );
    api?.setColumnWidths(fitting, true, 'api');
  });
  const names = JSON.stringify(columns.map(({ name }) => name));
  const filters = JSON.stringify(view.filters);
  const { test, dataset, table } = view;

  useEffect(() => {
    if (api === undefined) return undefined;
    const ended = new AbortController();
    const fetchWindow = async (window: IGetRowsParams): Promise<void> => {
      const { startRow, sortModel } = window;
      try {
        const answer = await fetchJson<RowsAnswer>('/api/rows', {
          signal: ended.signal,
          body: {
            test,
            dataset,
            table,
            columns: JSON.parse(names) as unknown,
            filters: JSON.parse(filters) as unknown,
            sort: sortModel.map(({ colId, sort }) => ({
              column: colId,
              direction: sort === 'desc' ? 'descending' : 'ascending',
            })),
            offset: startRow,
            limit: blockSize,
          },
        });
        window.successCallback(toGridRows(answer), answer.isEnd ? startRow + answer.rows.length : count.current);
        setFailure(undefined);
        onAnswer(answer);
        if (generation.current === undefined) fitColumns(answer);
        if (generation.current !== undefined && generation.current !== answer.generation && !api.isDestroyed()) {
          // A load changed the table: what was fetched before is of another time.
          count.current = undefined;
          api.refreshInfiniteCache();
          void queries.invalidateQueries({ queryKey: ['datasets'] });
        }
        generation.current = answer.generation;
      } catch (error) {
        if (ended.signal.aborted) return;
        window.failCallback();
        setFailure(errorRecordOf(error));
      }
    };
    api.setGridOption('datasource', { getRows: (window) => void fetchWindow(window) });
    return () => ended.abort();
  }, [api, test, dataset, table, names, filters, queries]);

  useEffect(() => {
    count.current = rowCount;
    if (rowCount !== undefined && api?.isDestroyed() === false) api.setRowCount(rowCount, true);
  }, [api, rowCount]);

  const isLocked = isWarehouseBusy(failure);
  useEffect(() => {
    if (!isLocked) return undefined;
    const timer = setInterval(() => api?.purgeInfiniteCache(), retryMs);
    return () => clearInterval(timer);
  }, [api, isLocked]);

  const definitions = useMemo(
    () => [rowNumberColumn, ...columns.map((column) => columnDefinition(column, view.sort, widths[column.name]))],
    // Sort and widths are where a grid begins; afterwards it knows them best.
    // oxlint-disable-next-line react/exhaustive-deps
    [names, dataset, table],
  );

  return (
    <>
      {failure === undefined ? null : isWarehouseBusy(failure) ? (
        <WarehouseBusy error={failure} />
      ) : (
        <ErrorNotice error={failure} title="The rows could not be read">
          <Button mt="sm" size="xs" onClick={() => api?.purgeInfiniteCache()}>
            Try again
          </Button>
        </ErrorNotice>
      )}
      <div className={classes.grid}>
        <AgGridReact<GridRow>
          theme={gridTheme}
          columnDefs={definitions}
          defaultColDef={defaultColumn}
          localeText={localeText}
          rowModelType="infinite"
          cacheBlockSize={blockSize}
          maxConcurrentDatasourceRequests={2}
          maxBlocksInCache={30}
          blockLoadDebounceMillis={40}
          infiniteInitialRowCount={1}
          suppressCellFocus={false}
          animateRows={false}
          maintainColumnOrder
          onGridReady={({ api }) => {
            setApi(api);
            onReady(api);
          }}
          onSortChanged={({ api, source }) => {
            if (source === 'uiColumnSorted') props.onSort(readSort(api));
          }}
          onColumnResized={({ finished, source, column }) => {
            if (finished && source !== 'api' && column !== null) {
              props.onWidths({ [column.getColId()]: column.getActualWidth() });
            }
          }}
          onCellClicked={({ data, column }) => {
            if (data?.rowId !== undefined) props.onRow(data.rowId, column.getColId() !== rowNumberColumn.colId);
          }}
          onCellDoubleClicked={({ data }) => {
            if (data?.rowId !== undefined) props.onRow(data.rowId, false);
          }}
          onCellKeyDown={(event) => {
            if (!('column' in event)) return;
            const key = event.event as KeyboardEvent;
            if (key.key === 'Enter' && event.data?.rowId !== undefined) props.onRow(event.data.rowId, false);
            if (key.key === 'c' && (key.ctrlKey || key.metaKey)) copyCell(event);
          }}
        />
      </div>
    </>
  );
}

function toGridRows({ columns, rows, rowIds }: RowsAnswer): GridRow[] {
  return rows.map((cells, place) => ({
    rowId: rowIds[place],
    values: new Map(cells.map((cell, at) => [columns[at]?.name ?? '', cell])),
  }));
}

function readSort(api: GridApi<GridRow>): readonly RowSort[] {
  return api
    .getColumnState()
    .filter(({ sort }) => sort === 'asc' || sort === 'desc')
    .sort((one, other) => (one.sortIndex ?? 0) - (other.sortIndex ?? 0))
    .map(({ colId, sort }) => ({ column: colId, direction: sort === 'desc' ? 'descending' : 'ascending' }));
}

function copyCell({ data, column }: CellKeyDownEvent<GridRow>): void {
  const text = cellText(data?.values.get(column.getColId()));
  void navigator.clipboard.writeText(text).then(() => notifyDone('Copied'));
}
