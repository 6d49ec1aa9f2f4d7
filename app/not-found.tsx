import { Button } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import type { Metadata } from 'next';
import Link from 'next/link';

import { EmptyState } from '../components/feedback/empty-state.tsx';
import { PageHeader } from '../components/shell/page-header.tsx';

export const metadata: Metadata = { title: 'Not found' };

/** Shown for an address that leads nowhere, and for a source that is not (or no longer) in sources.yml. */
export default function NotFound() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState
        icon={IconCompass}
        title="There is nothing at this address"
        actions={
          <>
            <Link href="/sources">
              <Button component="span">To the sources</Button>
            </Link>
            <Link href="/runs">
              <Button component="span" variant="default">
                To the runs
              </Button>
            </Link>
          </>
        }
      >
        What was here may have been renamed or deleted. A source is listed as long as it stands in .dango/sources.yml;
        Ctrl+K searches everything that there is.
      </EmptyState>
    </>
  );
}
