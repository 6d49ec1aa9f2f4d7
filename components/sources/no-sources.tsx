import { Button } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import Link from 'next/link';

import { EmptyState } from '../feedback/empty-state.tsx';

/** A project that has no source yet. */
export function NoSources({ hasSampleApi }: { readonly hasSampleApi: boolean }) {
  return (
    <EmptyState
      icon={IconPlugConnected}
      title="No sources yet"
      actions={
        <>
          <Button component={Link} href="/sources/new">
            New source
          </Button>
          {hasSampleApi ? (
            <Button component={Link} href="/sources/new?kind=sample" variant="default">
              Try the sample API
            </Button>
          ) : null}
        </>
      }
    >
      A source is an API whose records become rows. Describe one by its address and its endpoints, or write a module.
    </EmptyState>
  );
}
