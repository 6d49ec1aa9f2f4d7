'use client';

import { Button, Text, Title } from '@mantine/core';

import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import classes from './secret-list.module.css';
import { SourceAccessRow } from './source-access-row.tsx';
import { useAccesses } from './use-accesses.ts';

/** The access of each source: tokens that are kept, tests, and sign-ins at providers. Nothing without sources. */
export function SourceAccesses() {
  const { data, error, isPending, refetch } = useAccesses();
  if (data?.length === 0) return null;
  return (
    <section aria-labelledby="source-accesses">
      <Title order={2} size="h5" id="source-accesses">
        Access of each source
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        A test sends one cheap request and says what the API answers. Nothing is stored.
      </Text>
      {isPending ? <Waiting height={80} label="The sources are being read" /> : null}
      {error === null ? null : (
        <ErrorNotice error={error} title="The access of the sources cannot be read">
          <Button mt="sm" size="compact-sm" variant="default" onClick={() => void refetch()}>
            Try again
          </Button>
        </ErrorNotice>
      )}
      {data === undefined ? null : (
        <ul className={classes.list ?? ''} aria-labelledby="source-accesses">
          {data.map((access) => (
            <SourceAccessRow key={access.source} access={access} />
          ))}
        </ul>
      )}
    </section>
  );
}
