'use client';

import { Box, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFileUnknown } from '@tabler/icons-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

import type { ModuleListing, TextVersion } from '#lib/index.ts';
import { EmptyState } from '../feedback/empty-state.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { CustomSourceEditor } from './custom-source-editor.tsx';

/** Editor of a source that is a module. */
export function CustomSourcePage({ name, project }: { readonly name: string; readonly project: string }) {
  const search = useSearchParams();
  const asked = search.get('file');
  const line = Number(search.get('line') ?? 0);
  const modules = useQuery({
    queryKey: ['modules'],
    queryFn: ({ signal }) => fetchJson<readonly ModuleListing[]>('/api/modules', { signal }),
  });
  const file = asked ?? modules.data?.find(({ usedBy }) => usedBy.includes(name))?.file;
  const module = useQuery({
    queryKey: ['module', file],
    queryFn: ({ signal }) => fetchJson<TextVersion>(`/api/modules/${file ?? ''}`, { signal }),
    enabled: file !== undefined,
  });
  if (modules.data !== undefined && file !== undefined && module.data !== undefined) {
    const start = line > 0 ? { line, column: Number(search.get('column') ?? 1) } : undefined;
    return (
      <CustomSourceEditor
        key={file}
        name={name}
        project={project}
        file={file}
        modules={modules.data}
        saved={module.data}
        start={start}
      />
    );
  }
  const error = modules.error ?? module.error;
  return (
    <>
      <PageHeader title={name} parent={{ label: 'Sources', href: '/sources' }} />
      <Box px={{ base: 'md', sm: 'lg' }}>
        {error !== null ? (
          <ErrorNotice error={error} title="The module cannot be read" />
        ) : modules.data !== undefined && file === undefined ? (
          <EmptyState
            icon={IconFileUnknown}
            title="The module is not there"
            actions={
              <Button component={Link} href="/sources/file" variant="default">
                Open sources.yml
              </Button>
            }
          >
            The source_module of this source names no file in custom_sources. Put the file there, or correct the name.
          </EmptyState>
        ) : (
          <Waiting height={460} label="The module is being read" />
        )}
      </Box>
    </>
  );
}
