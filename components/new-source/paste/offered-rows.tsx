'use client';

import { Button, Group, Loader, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { Cell, OfferMadeEvent, PreviewTable } from '#lib/index.ts';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { cellText } from '../../values/cell-text.ts';
import { CellValue } from '../../values/cell-value.tsx';
import { ColumnChip } from './column-chip.tsx';
import classes from './paste.module.css';
import type { Offer } from './use-offer.ts';

interface OfferedRowsProps {
  readonly offer: Offer;
  readonly made: OfferMadeEvent;
}

const shownRows = 50;

/** The rows that a sync would make of what was answered, in their real types. */
export function OfferedRows({ offer, made }: OfferedRowsProps) {
  const [name, setName] = useState<string>();
  const { tables, finished, standing } = offer.state;
  const table = tables.find((one) => one.name === name) ?? tables[0];
  const { kind, chosen, fault, missing, unsent } = made.offer;
  const isRequests = kind === 'url' || kind === 'curl';
  const hasFailures = made.failures !== undefined;
  const canTest = fault === undefined && (chosen.length > 0 || made.offer.proposal === undefined);
  const isWaiting =
    standing === 'reading' ||
    standing === 'fetching' ||
    (isRequests && made.recording !== undefined && finished === undefined && !hasFailures);
  return (
    <section className={classes.rows} aria-label="Rows">
      <Group justify="space-between" px="md" py="sm" gap="sm" className={classes.rowsHead ?? ''}>
        <Group gap={8}>
          <IconTable size={18} stroke={1.6} aria-hidden />
          <Text fw={650}>{table === undefined ? 'Rows' : sayCount(table)}</Text>
          {isWaiting ? <Loader size={14} aria-label="The rows are being read" /> : null}
        </Group>
        {isRequests ? null : (
          <Button
            size="xs"
            variant={table === undefined ? 'filled' : 'default'}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            loading={standing === 'reading' && tables.length === 0 && finished === undefined}
            disabled={!canTest || missing.length > 0}
            onClick={() => offer.change({}, 'test')}
          >
            Show rows
          </Button>
        )}
      </Group>
      {tables.length > 1 ? (
        <div className={classes.tableTabs}>
          <SegmentedControl
            size="xs"
            aria-label="Table"
            value={table?.name ?? ''}
            onChange={setName}
            data={tables.map((one) => ({ value: one.name, label: one.name }))}
          />
        </div>
      ) : null}
      {table === undefined ? (
        <Stack p="md" gap="xs">
          {isWaiting ? (
            [70, 100, 90].map((width) => <Skeleton key={width} height={14} width={`${width}%`} />)
          ) : (
            <Text size="sm" c="dimmed">
              {sayNone({
                isRequests,
                isMissing: missing.length > 0,
                isUnsent: unsent.length > 0,
                hasFailed: hasFailures || finished !== undefined,
              })}
            </Text>
          )}
          {!isRequests && finished?.error !== undefined ? (
            <ErrorNotice error={finished.error} title="The test gave no rows" />
          ) : null}
        </Stack>
      ) : (
        <RowTable offer={offer} made={made} table={table} />
      )}
    </section>
  );
}

function RowTable({ offer, made, table }: OfferedRowsProps & { readonly table: PreviewTable }) {
  const resource = made.offer.proposal?.resources.find(({ settings }) => settings.name.value === table.resource);
  const columns = table.columns.filter(({ name }) => !name.startsWith('_dlt_') && !name.startsWith('_dango_'));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <section className={classes.scroll} tabIndex={0} aria-label={`Rows of ${table.name}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col">
                <span className={classes.columnName}>{column.name}</span>
                <ColumnChip
                  offer={offer}
                  table={table}
                  column={column}
                  resource={table.parent === undefined ? resource : undefined}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, shownRows).map((row, position) => (
            <tr key={position}>
              {table.columns.map(({ name }, index) =>
                columns.some((column) => column.name === name) ? <RowCell key={name} value={row[index]} /> : null,
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RowCell({ value }: { readonly value: unknown }) {
  const cell = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell | undefined);
  return (
    <td title={cellText(cell ?? null)} data-number={typeof value === 'number' || undefined}>
      <CellValue value={cell ?? null} />
    </td>
  );
}

function sayCount({ rowCount, name }: PreviewTable): string {
  return `${rowCount === 1 ? '1 row' : `${rowCount} rows`} of ${name}`;
}

function sayNone(why: { isRequests: boolean; isMissing: boolean; isUnsent: boolean; hasFailed: boolean }): string {
  if (why.isMissing) return 'Rows come when the values that are missing are given.';
  if (why.isUnsent) return 'Rows come when the request is sent.';
  if (why.hasFailed) return 'No rows: see what was answered.';
  return why.isRequests
    ? 'Press “Read it” to ask the API and see its rows.'
    : 'Try what is chosen: a few requests, and the rows as a sync would make them.';
}
