'use client';

import { Box, Button, Stack } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';

import { syncAllAction } from '../../app/_actions/run-actions.ts';
import type { SourceCard } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { Waiting } from '../feedback/waiting.tsx';
import { runAction } from '../server-data/run-action.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { countWords } from '../format/count-words.ts';
import { NoSources } from './no-sources.tsx';
import { SourceDialogs, type OpenDialog } from './source-dialogs.tsx';
import { lineHref } from './source-href.ts';
import classes from './source-list.module.css';
import { SourceRow } from './source-row.tsx';
import { useSourceChange } from './use-source-change.ts';
import { useSources } from './use-sources.ts';

/** All sources: how they stand, and everything that is done to one as a whole. */
export function SourcesPage({ hasSampleApi }: { readonly hasSampleApi: boolean }) {
  const { data, error, refetch } = useSources();
  const [dialog, setDialog] = useState<OpenDialog>();
  const syncAll = useSourceChange(() => runAction(syncAllAction({})), {
    onSuccess: ({ started }) => notifyDone(`${countWords(started.length, 'sync')} started.`),
    onError: (failure) => notifyError(failure, 'Nothing was started'),
  });
  const sources = data?.sources ?? [];
  return (
    <>
      <PageHeader
        title="Sources"
        description="Where your rows come from."
        actions={
          <>
            <Button component={Link} href="/sources/file" variant="subtle" color="gray">
              Edit the file
            </Button>
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} aria-hidden />}
              disabled={!sources.some(canStart)}
              loading={syncAll.isPending}
              onClick={() => syncAll.mutate(undefined)}
              title="Sync every enabled source"
            >
              Sync all
            </Button>
            <Button component={Link} href="/sources/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New source
            </Button>
          </>
        }
      />
      <Box px={{ base: 16, sm: 24 }} pb="xl">
        <Stack gap="sm">
          {error === null ? null : (
            <ErrorNotice error={error} title="The sources cannot be read">
              <Button mt="sm" size="compact-sm" variant="default" onClick={() => void refetch()}>
                Try again
              </Button>
            </ErrorNotice>
          )}
          {data?.issues.map((issue, position) => (
            <ErrorNotice key={position} error={issue}>
              {issue.at?.file.endsWith('sources.yml') === true ? (
                <Button component={Link} href={lineHref(issue.at.line)} mt="sm" size="compact-sm" variant="default">
                  Edit the file
                </Button>
              ) : null}
            </ErrorNotice>
          ))}
          {data?.warehouseError === undefined || data.warehouseError.code === 'warehouse-locked' ? null : (
            <ErrorNotice error={data.warehouseError} title="The warehouse cannot be read, so rows are not counted" />
          )}
          {data === undefined && error === null ? (
            <Waiting height={84} count={3} label="The sources are being read" />
          ) : null}
          {data !== undefined && sources.length === 0 && data.issues.length === 0 ? (
            <NoSources hasSampleApi={hasSampleApi} />
          ) : null}
          {sources.length === 0 ? null : (
            <ul className={classes.list ?? ''} aria-label="Sources">
              {sources.map((source) => (
                <SourceRow
                  key={`${source.name}:${source.location.line}`}
                  source={source}
                  openDialog={(kind) => setDialog({ kind, name: source.name })}
                />
              ))}
            </ul>
          )}
        </Stack>
      </Box>
      <SourceDialogs open={dialog} onClose={() => setDialog(undefined)} />
    </>
  );
}

function canStart({ enabled, issues, activeRun }: SourceCard): boolean {
  return enabled && issues.length === 0 && activeRun === undefined;
}
