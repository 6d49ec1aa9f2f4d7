'use client';

import { Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { DataColumn, SqlAnswer } from '#lib/index.ts';
import { isQuietColumn } from '../../data/column-kind.ts';
import { ErrorNotice } from '../../feedback/error-notice.tsx';
import { fetchJson } from '../../server-data/fetch-json.ts';
import { cellText } from '../../values/cell-text.ts';
import { WideTable } from '../../values/wide-table.tsx';
import { statisticsSql } from './statistics-sql.ts';

interface ColumnStatisticsProps {
  readonly test: string;
  readonly table: string;
  readonly columns: readonly DataColumn[];
}

/** What is in each column of a table of a test, over all its rows. */
export function ColumnStatistics({ test, table, columns }: ColumnStatisticsProps) {
  const own = columns.filter(({ name }) => !isQuietColumn(name));
  const answer = useQuery({
    queryKey: ['test-statistics', test, table],
    queryFn: ({ signal }) =>
      fetchJson<SqlAnswer>('/api/sql', { body: { test, sql: statisticsSql(table, own), maxRows: 10_000 }, signal }),
    enabled: own.length > 0,
  });
  if (own.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This table has no columns but those that a sync adds.
      </Text>
    );
  }
  if (answer.error !== null) return <ErrorNotice error={answer.error} title="The columns could not be counted" />;
  if (answer.data === undefined) return <Skeleton h={200} aria-label="The columns are being counted" />;
  return (
    <WideTable label={`Statistics of ${table}`} minWidth={720}>
      <Table verticalSpacing={4} fz="sm" aria-label={`Statistics of ${table}`}>
        <Table.Thead>
          <Table.Tr>
            {['Column', 'Without a value', 'Different values', 'Smallest', 'Greatest', 'Most frequent'].map((word) => (
              <Table.Th key={word}>{word}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {answer.data.rows.map(([, rows, empty, distinct, min, max, most], place) => (
            <Table.Tr key={own[place]?.name}>
              <Table.Th scope="row" style={{ whiteSpace: 'nowrap' }}>
                {own[place]?.name}{' '}
                <Text span size="xs" c="dimmed">
                  {own[place]?.type}
                </Text>
              </Table.Th>
              <Table.Td>{shareText(Number(empty), Number(rows))}</Table.Td>
              <Table.Td>{cellText(distinct ?? null)}</Table.Td>
              {[min, max, most].map((cell, index) => (
                <Table.Td key={index} maw={240}>
                  <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }} title={cellText(cell ?? null)}>
                    {cellText(cell ?? null)}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </WideTable>
  );
}

function shareText(part: number, whole: number): string {
  if (part === 0) return 'none';
  const percent = Math.round((100 * part) / whole);
  return `${part} (${percent === 0 ? '< 1' : percent} %)`;
}
