'use client';

import { AgGridReact } from 'ag-grid-react';
import { useMemo } from 'react';

import type { SqlAnswer } from '#lib/index.ts';
import { fittingWidth } from './column-width.ts';
import { columnDefinition, rowNumberColumn, type GridRow } from './column-definitions.ts';
import { gridTheme } from './grid-setup.ts';

const defaultColumn = { resizable: true, suppressHeaderMenuButton: true };

/** The answer to a query. Two columns may have one name, so each goes by its place. */
export function AnswerGrid({ answer: { columns, rows } }: { readonly answer: SqlAnswer }) {
  const definitions = useMemo(
    () => [
      rowNumberColumn,
      ...columns.map((column, place) => ({
        ...columnDefinition({ ...column, name: String(place) }),
        initialWidth: fittingWidth(
          column,
          rows.slice(0, 100).map((row) => row[place]),
        ),
        headerName: column.name,
        sortable: false,
      })),
    ],
    [columns, rows],
  );
  const data = useMemo(
    () => rows.map((cells): GridRow => ({ values: new Map(cells.map((cell, place) => [String(place), cell])) })),
    [rows],
  );
  return (
    <AgGridReact<GridRow> theme={gridTheme} columnDefs={definitions} rowData={data} defaultColDef={defaultColumn} />
  );
}
