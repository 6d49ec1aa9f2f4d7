'use client';

import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

import type { RunRecord } from '#lib/index.ts';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { StatusBadge } from '../feedback/status-badge.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { durationText } from '../format/quantities.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { TimeSince } from '../sources/time-since.tsx';
import { WideTable } from '../values/wide-table.tsx';
import classes from './run-page.module.css';

const isActive = ({ status }: RunRecord): boolean => status === 'queued' || status === 'running';

function hasLoad({ reports }: RunRecord, load: string): boolean {
  return reports.some((report) => report.load_id === load || report.load_ids?.includes(load));
}

/** The newest runs, those that are going on first. */
export function RunsPage() {
  const search = useSearchParams();
  const source = search.get('source') ?? undefined;
  const load = search.get('load') ?? undefined;
  const address = `/api/runs?${new URLSearchParams({
    ...(source === undefined ? {} : { source }),
    ...(load === undefined ? {} : { limit: '500' }),
  })}`;
  const runs = useQuery({
    queryKey: ['runs', source, load],
    queryFn: ({ signal }) => fetchJson<readonly RunRecord[]>(address, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isActive) === true ? 1_000 : 5_000),
  });
  return (
    <>
      <PageHeader
        title="Runs"
        description={
          source === undefined && load === undefined ? (
            'Every sync, while it works and afterwards.'
          ) : (
            <>
              {load === undefined ? `Of ${source}.` : `With load ${load}.`}{' '}
              <Anchor component={Link} href="/runs" size="sm" underline="always">
                Show all
              </Anchor>
            </>
          )
        }
      />
      <Stack className={classes.body ?? ''}>
        {runs.isError ? <ErrorNotice error={runs.error} /> : null}
        {runs.isPending ? <Waiting label="The runs are loading" height={44} count={4} /> : null}
        {runs.data === undefined ? null : (
          <RunTable runs={runs.data.filter((run) => load === undefined || hasLoad(run, load))} />
        )}
      </Stack>
    </>
  );
}

function RunTable({ runs }: { readonly runs: readonly RunRecord[] }) {
  if (runs.length === 0) {
    return (
      <EmptyState
        icon={IconHistory}
        title="No runs yet"
        actions={
          <Button component={Link} href="/sources">
            To the sources
          </Button>
        }
      >
        A sync makes a run: what it fetched, what it loaded, and what went wrong stay here.
      </EmptyState>
    );
  }
  const ordered = [...runs.filter(isActive), ...runs.filter((run) => !isActive(run))];
  return (
    <div className={classes.card ?? ''}>
      <WideTable label="List of runs" minWidth={620}>
        <Table verticalSpacing="xs" aria-label="Runs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Source</Table.Th>
              <Table.Th>Status</Table.Th>
              <Table.Th>Started</Table.Th>
              <Table.Th ta="right">Took</Table.Th>
              <Table.Th ta="right">Rows loaded</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {ordered.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </Table.Tbody>
        </Table>
      </WideTable>
    </div>
  );
}

function RunRow({ run }: { readonly run: RunRecord }) {
  const rows = run.reports.flatMap(({ resources }) => resources).reduce((sum, { rows_loaded }) => sum + rows_loaded, 0);
  const error = run.error ?? run.reports.find((report) => report.error !== undefined)?.error;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        <Anchor component={Link} href={`/runs/${encodeURIComponent(run.id)}`} size="sm" fw={600} underline="always">
          {run.source}
        </Anchor>
      </Table.Th>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <StatusBadge status={run.status} />
          {error === undefined ? null : (
            <Text size="xs" c="dimmed" lineClamp={1} title={error.message}>
              {error.message}
            </Text>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <TimeSince at={run.startedAt ?? run.createdAt} />
      </Table.Td>
      <Table.Td ta="right">
        {run.startedAt === undefined || run.finishedAt === undefined
          ? '–'
          : durationText(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}
      </Table.Td>
      <Table.Td ta="right">{isActive(run) ? '–' : new Intl.NumberFormat('en').format(rows)}</Table.Td>
    </Table.Tr>
  );
}
