'use client';

import { Box, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { TextVersion } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { SourcesFileEditor } from './sources-file-editor.tsx';

/** The whole of sources.yml as text, also when it is broken. */
export function SourcesFilePage() {
  const file = useQuery({
    queryKey: ['sources-file'],
    queryFn: ({ signal }) => fetchJson<TextVersion>('/api/sources-file', { signal }),
  });
  if (file.data !== undefined) return <SourcesFileEditor saved={file.data} />;
  return (
    <>
      <PageHeader title=".dango/sources.yml" parent={{ label: 'Sources', href: '/sources' }} />
      <Box px={{ base: 16, sm: 24 }}>
        {file.isError ? (
          <ErrorNotice error={file.error} title="The file cannot be read">
            <Button mt="sm" size="compact-sm" variant="default" onClick={() => void file.refetch()}>
              Try again
            </Button>
          </ErrorNotice>
        ) : (
          <Waiting height={400} label="The file is being read" />
        )}
      </Box>
    </>
  );
}
