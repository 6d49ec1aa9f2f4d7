'use client';

import { Alert, Anchor, Button, Group, Stack, VisuallyHidden } from '@mantine/core';
import { IconDatabase, IconPlayerStop, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

import type { RunRecord, RunRequest } from '#lib/index.ts';
import { startSyncAction } from '../../app/_actions/run-actions.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyError } from '../feedback/notify.ts';
import { StatusBadge } from '../feedback/status-badge.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { durationText } from '../format/quantities.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';
import { SyncPlan } from '../loads/sync-plan.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { countWords } from '../format/count-words.ts';
import { RunErrors } from './run-errors.tsx';
import { RunLog } from './run-log.tsx';
import classes from './run-page.module.css';
import type { RunProgress } from './run-progress.ts';
import { TableProgressList } from './table-progress-list.tsx';
import { useRunEvents } from './use-run-events.ts';

interface RunAnswer {
  readonly run: RunRecord;
  readonly log: string;
}

/** A run while it works and afterwards: the same page, made of the same events. */
export function RunPage({ id }: { readonly id: string }) {
  const { progress, isConnected } = useRunEvents(id);
  const hasEnded = progress.end !== undefined;
  const found = useQuery({
    queryKey: ['run', id, hasEnded],
    queryFn: ({ signal }) => fetchJson<RunAnswer>(`/api/runs/${encodeURIComponent(id)}`, { signal }),
  });
  if (found.isError && found.data === undefined) {
    return (
      <>
        <PageHeader title={`Run ${id}`} parent={parent} />
        <div className={classes.body ?? ''}>
          <ErrorNotice error={found.error} />
        </div>
      </>
    );
  }
  const run = found.data?.run;
  const [report] = progress.end?.reports ?? [];
  return (
    <>
      <PageHeader
        title={run === undefined ? `Run ${id}` : run.source}
        parent={parent}
        description={<RunLine run={run} progress={progress} />}
        actions={run === undefined ? null : <RunActions run={run} progress={progress} />}
      />
      <Stack className={classes.body ?? ''} gap="lg">
        {isConnected || hasEnded ? null : (
          <Alert color="orange" icon={<IconPlugConnectedX size={18} aria-hidden />} title="The server does not answer">
            The run goes on without it. This page tries again by itself and misses nothing.
          </Alert>
        )}
        <RunErrors progress={progress} />
        {run === undefined || report === undefined ? null : <SyncPlan source={run.source} report={report} />}
        {progress.tables.length === 0 ? (
          hasEnded ? null : (
            <Waiting label="Waiting for the first table" height={40} count={2} />
          )
        ) : (
          <section className={classes.card ?? ''} aria-label="Progress">
            <TableProgressList tables={progress.tables} isRunning={!hasEnded} report={report} />
          </section>
        )}
        <RunLog events={progress.log} dropped={progress.dropped} />
        {found.data === undefined || found.data.log === '' ? null : (
          <details>
            <summary>What the process printed</summary>
            <pre className={classes.printed ?? ''}>{found.data.log}</pre>
          </details>
        )}
      </Stack>
    </>
  );
}

const parent = { label: 'Runs', href: '/runs' };

function RunLine({ run, progress }: { readonly run: RunRecord | undefined; readonly progress: RunProgress }) {
  const elapsedMs = useElapsed(progress.startedAt ?? run?.startedAt, progress.finishedAt ?? run?.finishedAt);
  // The record was asked for once; the events know better.
  const status = progress.end?.status ?? (progress.startedAt === undefined ? run?.status : 'running');
  const rows = progress.tables.reduce((sum, table) => sum + table.rows, 0);
  const summary = `${countWords(rows, 'row')} read in ${countWords(progress.tables.length, 'table')}`;
  return (
    <Group gap="sm" mt={4}>
      {status === undefined ? null : <StatusBadge status={status} />}
      <span>{progress.end === undefined ? progress.phase : summary}</span>
      {elapsedMs === undefined ? null : <span>{durationText(elapsedMs)}</span>}
      {run === undefined ? null : <RequestWords request={run.request} />}
      <VisuallyHidden component="output">
        {progress.end === undefined ? progress.phase : `${status}: ${summary}`}
      </VisuallyHidden>
    </Group>
  );
}

const requestWords = {
  script: 'script',
  accept: 'loads what waited',
  undo: 'takes back another run',
} as const;

function RequestWords({ request }: { readonly request: RunRequest }) {
  if (request.kind !== 'sync') return <span>{requestWords[request.kind]}</span>;
  const words = [
    request.fullRefresh === true ? 'full refresh' : undefined,
    request.since === undefined ? undefined : `from ${request.since}`,
    request.until === undefined ? undefined : `up to ${request.until}`,
    request.limit === undefined ? undefined : `sample of ${request.limit} rows a table`,
    request.dryRun === true ? 'dry run' : undefined,
    request.allowEmptyReplace === true ? 'may empty tables' : undefined,
    request.resources === undefined ? undefined : `only ${request.resources.join(', ')}`,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? null : <span>{words.join(', ')}</span>;
}

function RunActions({ run, progress }: { readonly run: RunRecord; readonly progress: RunProgress }) {
  const router = useRouter();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => fetchJson(`/api/runs/${encodeURIComponent(run.id)}/cancel`, { body: {} }),
    onError: (error) => notifyError(error, 'The run was not cancelled'),
    onSettled: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
  const again = useMutation({
    mutationFn: () => runAction(startSyncAction({ source: run.source })),
    onSuccess: ({ runId }) => router.push(`/runs/${runId}`),
    onError: (error) => notifyError(error, 'The sync was not started'),
  });
  if (progress.end === undefined) {
    return (
      <Button
        color="red"
        variant="light"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        Cancel
      </Button>
    );
  }
  const [report] = progress.end.reports;
  const [first] = report?.resources.flatMap(({ tables }) => tables) ?? [];
  return (
    <>
      <Anchor component={Link} href={`/sources/${encodeURIComponent(run.source)}`} size="sm">
        Edit the source
      </Anchor>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        loading={again.isPending}
        onClick={() => again.mutate()}
      >
        Run again
      </Button>
      {report?.dataset === undefined || first === undefined ? null : (
        <Button
          component={Link}
          href={`/data?${new URLSearchParams({ dataset: report.dataset, table: first })}`}
          leftSection={<IconDatabase size={16} aria-hidden />}
        >
          See the rows
        </Button>
      )}
    </>
  );
}

/** Milliseconds between two moments; up to now while there is no second one. */
function useElapsed(from: string | undefined, to: string | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  const isCounting = from !== undefined && to === undefined;
  useEffect(() => {
    if (!isCounting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isCounting]);
  if (from === undefined) return undefined;
  return Math.max(0, (to === undefined ? now : Date.parse(to)) - Date.parse(from));
}
