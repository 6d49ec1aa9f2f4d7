import type { ColDef } from 'ag-grid-community';

import type { Cell, DataColumn, RowSort } from '#lib/index.ts';
import { CellValue } from '../values/cell-value.tsx';
import { columnKind } from './column-kind.ts';
import { ColumnHeader } from './column-header.tsx';
import classes from './data.module.css';

/** A row of a grid: its values by the name of the column. */
export interface GridRow {
  /** DuckDB's number; undefined in a view and in an answer to SQL. */
  readonly rowId?: string | undefined;
  readonly values: ReadonlyMap<string, Cell>;
}

/** The number of the row. */
export const rowNumberColumn: ColDef<GridRow> = {
  colId: 'dango row number',
  headerName: '#',
  width: 76,
  pinned: 'left',
  resizable: false,
  sortable: false,
  suppressMovable: true,
  suppressSizeToFit: true,
  cellClass: classes.rowNumber ?? '',
  valueGetter: ({ node }) => (node?.rowIndex ?? 0) + 1,
};

/** How a column looks; its width follows its type until somebody changes it. */
export function columnDefinition(column: DataColumn, sort: readonly RowSort[] = [], width?: number): ColDef<GridRow> {
  const { name, type } = column;
  const kind = columnKind(type);
  const place = sort.findIndex((candidate) => candidate.column === name);
  const direction = sort[place]?.direction;
  return {
    colId: name,
    headerName: name,
    headerComponentParams: { innerHeaderComponent: ColumnHeader, innerHeaderComponentParams: { type } },
    cellRenderer: CellValue,
    valueGetter: ({ data }) => data?.values.get(name),
    cellClass: (kind === 'number' ? classes.number : kind === 'nested' ? classes.mono : '') ?? '',
    headerClass: kind === 'number' ? 'ag-right-aligned-header' : '',
    initialWidth: width ?? (kind === 'number' ? 140 : 200),
    initialSort: direction === undefined ? null : direction === 'descending' ? 'desc' : 'asc',
    ...(place < 0 ? {} : { initialSortIndex: place }),
  };
}
