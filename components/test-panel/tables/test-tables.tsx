'use client';

import { Drawer, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';

import type { PreviewTable, RowAddress, TableListing } from '#lib/index.ts';
import dataClasses from '../../data/data.module.css';
import { orderTables } from '../../data/order-tables.ts';
import { RowPanel } from '../../data/row-panel.tsx';
import { SqlView } from '../../data/sql-view.tsx';
import { quoteName } from '../../data/quote-name.ts';
import { TablePane } from '../../data/table-pane.tsx';
import type { TableView } from '../../data/table-view.ts';
import { endWords, PreviewRows, type PreviewRowsProps } from '../preview-rows.tsx';
import { ColumnStatistics } from './column-statistics.tsx';
import classes from './tables.module.css';

interface TestTablesProps extends PreviewRowsProps {
  /** Under which its tables can be asked for. Undefined: only the first rows are there. */
  readonly test: string | undefined;
}

type Side = 'rows' | 'statistics' | 'sql';

/** The dataset of a test, in which its tables lie. */
const dataset = 'main';

/** All rows that a test has read, as tables: to look through, to count, and to ask in SQL. */
export function TestTables({ test, ...props }: TestTablesProps) {
  const { tables, resources, ends } = props;
  const [side, setSide] = useState<Side>('rows');
  const [view, setView] = useState<TableView>({ dataset, table: '', sort: [], filters: [] });
  const [row, setRow] = useState<RowAddress>();
  const [sql, setSql] = useLocalStorage({ key: 'dango.test.sql', defaultValue: '' });
  const chosen = tables.find(({ name }) => name === view.table) ?? tables[0];
  if (test === undefined || chosen === undefined) return <PreviewRows {...props} />;
  const placed = orderTables(tables.map(toListing));
  const own: TableView = chosen.name === view.table ? view : { dataset, table: chosen.name, sort: [], filters: [] };
  const cut = resources.find(({ name }) => name === chosen.resource)?.stopped_by;
  return (
    <div className={classes.root}>
      <nav className={classes.list} aria-label="Tables of the test">
        {placed.map(({ table, depth }) => (
          <UnstyledButton
            key={table.name}
            className={dataClasses.table ?? ''}
            style={{ paddingInlineStart: 8 + depth * 12 }}
            aria-current={table.name === chosen.name ? 'true' : undefined}
            onClick={() => setView({ dataset, table: table.name, sort: [], filters: [] })}
          >
            <span className={dataClasses.tableName} title={table.name}>
              {table.name}
            </span>
            <span className={dataClasses.count}>{table.estimatedRows}</span>
          </UnstyledButton>
        ))}
      </nav>
      <div className={classes.side}>
        <div className={classes.head}>
          <SegmentedControl
            size="xs"
            aria-label="What is shown of the tables"
            value={side}
            onChange={(value) => setSide(value)}
            data={[
              { value: 'rows', label: 'Rows' },
              { value: 'statistics', label: 'Statistics' },
              { value: 'sql', label: 'SQL' },
            ]}
          />
          <Text size="xs" c="dimmed">
            {endWords(cut, ends[chosen.resource])}
          </Text>
        </div>
        <section
          className={classes.content}
          data-own-enter={side === 'sql' ? true : undefined}
          aria-label={`Rows of ${chosen.name}`}
        >
          {side === 'rows' ? (
            <TablePane
              key={`${test} ${chosen.name}`}
              view={{ ...own, test }}
              listing={toListing(chosen)}
              onView={setView}
              onRow={(rowId, isFollowing) => {
                if (!isFollowing) setRow({ dataset, table: chosen.name, rowId });
              }}
              onSql={(text) => {
                setSql(text);
                setSide('sql');
              }}
            />
          ) : null}
          {side === 'statistics' ? (
            <ColumnStatistics key={chosen.name} test={test} table={chosen.name} columns={chosen.columns} />
          ) : null}
          {side === 'sql' ? (
            <SqlView test={test} height={96} sql={sql === '' ? `FROM ${quoteName(chosen.name)}` : sql} onSql={setSql} />
          ) : null}
        </section>
      </div>
      <Drawer opened={row !== undefined} onClose={() => setRow(undefined)} title="Row" position="right" size="md">
        {row === undefined ? null : (
          <RowPanel test={test} address={row} onAddress={setRow} onClose={() => setRow(undefined)} hasTitle={false} />
        )}
      </Drawer>
    </div>
  );
}

function toListing({ name, parent, columns, rowCount }: PreviewTable): TableListing {
  const above = parent === undefined ? {} : { parent };
  return { name, kind: 'table', isSystem: false, ...above, columns, estimatedRows: rowCount };
}
