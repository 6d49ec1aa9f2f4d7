'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import Link from 'next/link';

import { ErrorNotice } from '../components/feedback/error-notice.tsx';
import { PageHeader } from '../components/shell/page-header.tsx';

interface PageErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Shown in place of a page that failed. The frame around it still works. */
export default function PageError({ error, reset }: PageErrorProps) {
  return (
    <>
      <PageHeader title="This page failed" />
      <Stack px="lg" pb="lg" maw={720}>
        <ErrorNotice error={error} title="Something in Dango went wrong">
          {error.digest === undefined ? null : (
            <Text size="sm" mt={4}>
              Number of this error: {error.digest}
            </Text>
          )}
        </ErrorNotice>
        <Text size="sm" c="dimmed">
          Your files and your data are as they were; runs that are going on go on. Try again, and start Dango anew in
          the terminal if that does not help.
        </Text>
        <Group gap="xs">
          <Button onClick={reset}>Try again</Button>
          <Button component={Link} href="/sources" variant="default">
            To the sources
          </Button>
        </Group>
      </Stack>
    </>
  );
}
