import { Anchor, Loader, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import Link from 'next/link';

import type { SyncReport } from '#lib/index.ts';
import { bytesText, durationText } from '../format/quantities.ts';
import { WideTable } from '../values/wide-table.tsx';
import type { TableProgress } from './run-progress.ts';

export interface TableProgressListProps {
  readonly tables: readonly TableProgress[];
  readonly isRunning: boolean;
  /** Of the finished run; names the loaded tables. */
  readonly report: SyncReport | undefined;
}

const count = new Intl.NumberFormat('en');

/** One line for each table that a run reads. */
export function TableProgressList({ tables, isRunning, report }: TableProgressListProps) {
  return (
    <WideTable label="Progress of the tables" minWidth={640}>
      <Table verticalSpacing="xs" aria-label="Tables">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Table</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th ta="right">Pages</Table.Th>
            <Table.Th ta="right">Rows read</Table.Th>
            <Table.Th ta="right">Requests</Table.Th>
            <Table.Th ta="right">Received</Table.Th>
            <Table.Th ta="right">Retries and waits</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tables.map((table) => (
            <Table.Tr key={table.name}>
              <Table.Th scope="row" fw={600}>
                <TableName table={table} report={report} />
              </Table.Th>
              <Table.Td>
                <TableStatus status={isRunning || table.status !== 'reading' ? table.status : 'waiting'} />
              </Table.Td>
              <Table.Td ta="right">{count.format(table.pages)}</Table.Td>
              <Table.Td ta="right">{count.format(table.rows)}</Table.Td>
              <Table.Td ta="right">{count.format(table.requests)}</Table.Td>
              <Table.Td ta="right">{bytesText(table.bytes)}</Table.Td>
              <Table.Td ta="right">
                {table.retries === 0 && table.waitedMs === 0
                  ? 'none'
                  : `${table.retries} retries, ${durationText(table.waitedMs)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function TableName({ table, report }: { readonly table: TableProgress; readonly report: SyncReport | undefined }) {
  const resource = report?.resources.find(({ name }) => name === table.name);
  const [loaded] = resource?.tables ?? [];
  if (report?.dataset === undefined || loaded === undefined) return table.name;
  const address = new URLSearchParams({ dataset: report.dataset, table: loaded });
  return (
    <Anchor component={Link} href={`/data?${address}`} size="sm" fw={600} underline="always">
      {table.name}
    </Anchor>
  );
}

const looks = {
  waiting: { label: 'Waiting', icon: <IconClock size={15} aria-hidden /> },
  reading: { label: 'Reading', icon: <Loader size={13} aria-hidden /> },
  read: { label: 'Read', icon: <IconCheck size={15} aria-hidden /> },
  failed: { label: 'Failed', icon: <IconAlertTriangle size={15} aria-hidden /> },
};

function TableStatus({ status }: { readonly status: TableProgress['status'] }) {
  const { label, icon } = looks[status];
  const color = status === 'failed' ? 'light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))' : undefined;
  return (
    <Text
      size="sm"
      component="span"
      style={{ display: 'inline-flex', gap: 6, alignItems: 'center', ...(color === undefined ? {} : { color }) }}
    >
      {icon}
      {label}
    </Text>
  );
}
