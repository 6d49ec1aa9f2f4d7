'use client';

import { Anchor, Box, Button, CloseButton, Group, ScrollArea, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';

import type { RowAddress, RowDetail } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { countWords } from '../format/count-words.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { JsonTree } from '../values/json-tree.tsx';
import { cellText } from '../values/cell-text.ts';
import { CellValue } from '../values/cell-value.tsx';
import { columnKind } from './column-kind.ts';
import classes from './data.module.css';
import { RowOrigin } from './row-origin.tsx';
import { tableViewHref } from './table-view.ts';

export interface RowPanelProps {
  /** A test whose row it is. Default: one of the warehouse. */
  readonly test?: string | undefined;
  readonly address: RowAddress;
  readonly onAddress: (address: RowAddress) => void;
  readonly onClose: () => void;
  readonly hasTitle: boolean;
}

/** One row as a whole: its values, the rows below and above it, and where it came from. */
export function RowPanel({ test, address, onAddress, onClose, hasTitle }: RowPanelProps) {
  const { dataset, table } = address;
  const row = useQuery({
    queryKey: ['row', test, address],
    queryFn: ({ signal }) => fetchJson<RowDetail>(`/api/row?${rowQuery(address, test)}`, { signal }),
  });
  return (
    <section className={hasTitle ? classes.side : ''} aria-label={`Row of ${table}`}>
      {hasTitle ? (
        <div className={classes.bar} style={{ justifyContent: 'space-between' }}>
          <Title order={2} size="h5">
            Row of {table}
          </Title>
          <CloseButton aria-label="Close the row" onClick={onClose} />
        </div>
      ) : null}
      <ScrollArea
        flex={1}
        mih={0}
        p="sm"
        type="auto"
        viewportProps={{ tabIndex: 0, 'aria-label': 'Values of the row', role: 'group' }}
      >
        {row.isPending ? <Skeleton h={240} aria-label="The row is loading" /> : null}
        {row.error === null ? null : <ErrorNotice error={row.error} title="The row could not be read" />}
        {row.data === undefined ? null : (
          <Stack gap="md">
            <RowParent dataset={dataset} detail={row.data} onAddress={onAddress} />
            <RowFields detail={row.data} />
            <RowChildren dataset={test === undefined ? dataset : undefined} detail={row.data} />
            {test === undefined ? <RowOrigin detail={row.data} /> : null}
          </Stack>
        )}
      </ScrollArea>
    </section>
  );
}

interface DetailProps {
  readonly detail: RowDetail;
}

function RowFields({ detail: { columns, values } }: DetailProps) {
  return (
    <dl style={{ margin: 0 }}>
      {columns.map(({ name, type }, place) => {
        const value = values[place];
        const text = cellText(value);
        return (
          <div key={name} className={classes.field}>
            <dt>
              <Group gap={6} wrap="nowrap">
                <Text size="sm" fw={600} truncate title={name}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" truncate title={type}>
                  {type}
                </Text>
              </Group>
            </dt>
            <dd className={classes.value} style={{ margin: 0 }}>
              {columnKind(type) === 'nested' && text !== '' ? <JsonTree text={text} /> : <CellValue value={value} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function RowParent(
  props: DetailProps & { readonly dataset: string; readonly onAddress: (address: RowAddress) => void },
) {
  const { parent } = props.detail;
  if (parent === undefined) return null;
  return (
    <Button
      size="xs"
      variant="light"
      leftSection={<IconArrowUp size={14} aria-hidden />}
      onClick={() => props.onAddress({ dataset: props.dataset, table: parent.table, dltId: parent.dltId })}
    >
      Parent row in {parent.table}
    </Button>
  );
}

/** @param dataset where their table can be gone to; undefined: nowhere. */
function RowChildren({ dataset, detail }: DetailProps & { readonly dataset: string | undefined }) {
  const id = cellText(detail.values[detail.columns.findIndex(({ name }) => name === '_dlt_id')]);
  if (detail.children.length === 0) return null;
  return (
    <Box>
      <Title order={3} size="h6" mb={4}>
        Rows below it
      </Title>
      {detail.children.map(({ table, rows, columns, firstRows }) => (
        <Box key={table} mb="sm">
          {dataset === undefined ? (
            <Text size="sm">
              {table}: {countWords(rows, 'row')}
            </Text>
          ) : (
            <Anchor
              size="sm"
              component={Link}
              href={tableViewHref({
                dataset,
                table,
                filters: [{ column: '_dlt_parent_id', operator: 'equals', value: id }],
              })}
            >
              {table}: {countWords(rows, 'row')}
            </Anchor>
          )}
          <ChildRows table={table} columns={columns} rows={firstRows} />
        </Box>
      ))}
    </Box>
  );
}

function ChildRows(props: {
  readonly table: string;
  readonly columns: RowDetail['columns'];
  readonly rows: readonly RowDetail['values'][];
}) {
  const shown = props.columns.flatMap(({ name }, at) => (name.startsWith('_dlt_') ? [] : [{ name, at }]));
  return (
    <section className={classes.childRows} tabIndex={0} aria-label={`First rows of ${props.table}`}>
      <table>
        <thead>
          <tr>
            {shown.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, place) => (
            <tr key={place}>
              {shown.map(({ name, at }) => (
                <td key={name}>
                  <CellValue value={row[at]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function rowQuery({ dataset, table, rowId, dltId }: RowAddress, test: string | undefined): string {
  return new URLSearchParams({
    ...(test === undefined ? {} : { test }),
    dataset,
    table,
    ...(rowId === undefined ? {} : { rowId }),
    ...(dltId === undefined ? {} : { dltId }),
  }).toString();
}
