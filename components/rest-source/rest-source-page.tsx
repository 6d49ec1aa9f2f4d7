'use client';

import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import type { DraftBase } from '../drafts/use-draft.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { RestSourceEditor } from './rest-source-editor.tsx';

interface RestSourcePageProps {
  readonly name: string;
  /** Name of the project's folder: drafts of one project stay apart from those of another. */
  readonly project: string;
}

/** Editor of a source that is described in sources.yml. */
export function RestSourcePage({ name, project }: RestSourcePageProps) {
  const { data, error } = useQuery({
    queryKey: ['sources-file'],
    queryFn: async ({ signal }) => await fetchJson<DraftBase>('/api/sources-file', { signal }),
  });
  if (data !== undefined) return <RestSourceEditor key={name} name={name} project={project} saved={data} />;
  return (
    <>
      <PageHeader title={name} parent={{ label: 'Sources', href: '/sources' }} />
      <Box px={{ base: 16, sm: 24 }}>
        {error === null ? <Waiting height={420} label="The source is loading" /> : <ErrorNotice error={error} />}
      </Box>
    </>
  );
}
