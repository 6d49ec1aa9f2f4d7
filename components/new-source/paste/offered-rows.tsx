'use client';

import {
  Button,
  Group,
  Loader,
  SegmentedControl,
  Skeleton,
  Stack,
  Text,
  UnstyledButton,
  VisuallyHidden,
} from '@mantine/core';
import { IconPlayerPlay, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { OfferMadeEvent, PreviewTable } from '#lib/index.ts';

import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { JsonCell } from '../../values/json-cell.tsx';
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
  const { tables, finished, isBusy } = offer.state;
  const table = tables.find((one) => one.name === name) ?? tables[0];
  const { isOfRequests: isRequests, missing, lacksHost, unsent } = made.offer;
  const hasFailures = made.failures !== undefined;
  return (
    <section className={classes.rows} aria-label="Rows">
      <Group justify="space-between" px="md" py="sm" gap="sm" className={classes.rowsHead ?? ''}>
        <Group gap={8}>
          <IconTable size={18} stroke={1.6} aria-hidden />
          <Text fw={650}>{table === undefined ? 'Rows' : sayCount(table)}</Text>
          {isBusy ? (
            <>
              <Loader size={14} aria-hidden />
              <VisuallyHidden>The rows are being read</VisuallyHidden>
              <UnstyledButton className={`${classes.link} ${classes.late}`} onClick={offer.cancel}>
                Cancel
              </UnstyledButton>
            </>
          ) : null}
        </Group>
        <TestButton offer={offer} made={made} hasRows={table !== undefined} />
        {table === undefined || finished === undefined ? null : (
          <Text size="xs" c="dimmed" w="100%">
            {sayOrigin(made.offer, finished.source)}
          </Text>
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
          {isBusy ? (
            [70, 100, 90].map((width) => <Skeleton key={width} height={14} width={`${width}%`} />)
          ) : (
            <Text size="sm" c="dimmed">
              {sayNone({
                isRequests,
                isMissing: missing.length > 0,
                lacksHost,
                isUnsent: unsent.length > 0,
                isUnchosen: made.offer.proposal !== undefined && made.offer.chosen.length === 0,
                hasFailed: hasFailures || finished?.status === 'failed',
                isAnswered: finished !== undefined,
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

/** Asks the API for what the rows do not show yet: of a document anything, of a request how its settings change it. */
function TestButton({ offer, made, hasRows }: OfferedRowsProps & { readonly hasRows: boolean }) {
  const { isOfRequests: isRequests, chosen, proposal, fault, missing, lacksHost, unsent, hasUnshown } = made.offer;
  const { finished, isBusy } = offer.state;
  if (isRequests && (!hasUnshown || unsent.length > 0 || made.recording === undefined)) return null;
  const isWhole = missing.length === 0 && !lacksHost;
  const canTest = fault === undefined && (chosen.length > 0 || proposal === undefined) && isWhole;
  const isRecorded = hasRows && finished?.source === 'recording';
  return (
    <Button
      size="xs"
      variant={hasRows || isRequests ? 'default' : 'filled'}
      leftSection={<IconPlayerPlay size={14} aria-hidden />}
      disabled={!canTest || isBusy}
      onClick={() => offer.change({}, 'test')}
    >
      {isRequests ? 'Test these settings' : isRecorded ? 'Ask the API' : 'Show rows'}
    </Button>
  );
}

/** What the rows that are shown were made of. */
function sayOrigin({ kind, hasUnshown }: OfferMadeEvent['offer'], source: 'api' | 'recording'): string {
  if (source === 'api') return 'Asked with these settings, the first pages.';
  if (kind === 'har') return 'Of the answers in the recording. Nothing was sent.';
  if (kind === 'postman') return 'Of the answers that the collection has saved. Nothing was sent.';
  return hasUnshown
    ? 'Of the request that was sent. How paging and a cursor change it, a test shows.'
    : 'Of the request that was sent.';
}

function RowTable({ offer, made, table }: OfferedRowsProps & { readonly table: PreviewTable }) {
  const resource = made.offer.proposal?.resources.find(({ settings }) => settings.name.value === table.resource);
  const columns = table.columns
    .map((column, index) => ({ column, index }))
    .filter(({ column: { name } }) => !name.startsWith('_dlt_') && !name.startsWith('_dango_'));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls
    <section className={classes.scroll} tabIndex={0} aria-label={`Rows of ${table.name}`}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ column }) => (
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
              {columns.map(({ column, index }) => (
                <JsonCell key={column.name} value={row[index]} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sayCount({ rowCount, name }: PreviewTable): string {
  return `${rowCount === 1 ? '1 row' : `${rowCount} rows`} of ${name}`;
}

interface NoRows {
  readonly isRequests: boolean;
  readonly isMissing: boolean;
  readonly lacksHost: boolean;
  readonly isUnsent: boolean;
  readonly isUnchosen: boolean;
  readonly hasFailed: boolean;
  readonly isAnswered: boolean;
}

function sayNone(why: NoRows): string {
  if (why.lacksHost) return 'Rows come when the address of the API is given.';
  if (why.isMissing) return 'Rows come when the values that are missing are given.';
  if (why.isUnchosen) return 'Choose requests from the list, and see their rows here.';
  if (why.isUnsent) return 'Rows come when the request is sent.';
  if (why.hasFailed) return 'No rows: see what was answered.';
  if (why.isAnswered)
    return 'The answer has no records. Look whether the address asks for what you mean, and whether Records names the right list.';
  return why.isRequests
    ? 'Press “Read it” to ask the API and see its rows.'
    : 'Try what is chosen: a few requests, and the rows as a sync would make them.';
}
