'use client';

import { Anchor, Box, Group, Paper, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconApi, IconBuildingStore, IconCode, IconTemplate, type Icon } from '@tabler/icons-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { SourceTemplate } from '#lib/index.ts';

import { PageHeader } from '../shell/page-header.tsx';
import { useSources } from '../sources/use-sources.ts';
import { CustomForm } from './custom-form.tsx';
import classes from './new-source-page.module.css';
import { RestForm } from './rest-form.tsx';
import { SampleForm } from './sample-form.tsx';
import { TemplateForm } from './template-form.tsx';

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly icon: Icon;
}

const restKind: Kind = {
  id: 'rest',
  title: 'REST API',
  description: 'Describe an HTTP API by its address and endpoints. No code.',
  icon: IconApi,
};
const kinds: readonly Kind[] = [
  restKind,
  {
    id: 'template',
    title: 'Known API',
    description: 'Begin with the description of an API that many people use.',
    icon: IconTemplate,
  },
  {
    id: 'custom',
    title: 'Custom module',
    description: 'Write TypeScript, for what a description cannot say.',
    icon: IconCode,
  },
  {
    id: 'sample',
    title: 'Sample API',
    description: 'A small shop to look at and to play with.',
    icon: IconBuildingStore,
  },
];

interface NewSourcePageProps {
  readonly hasSampleApi: boolean;
  /** Those of APIs that many people use. */
  readonly templates: readonly SourceTemplate[];
}

/** The ways to begin a source; `?kind=` says which one is open. */
export function NewSourcePage({ hasSampleApi, templates }: NewSourcePageProps) {
  const [kindId, setKindId] = useState(useSearchParams().get('kind'));
  const kind = kinds.find(({ id }) => id === kindId) ?? restKind;
  const choose = (id: string): void => {
    setKindId(id);
    // The address follows without a question to the server, so that nobody types into the form before.
    globalThis.history.replaceState(null, '', `/sources/new?kind=${id}`);
  };
  const takenNames = useSources().data?.sources.map(({ name }) => name) ?? [];
  return (
    <>
      <PageHeader title="New source" parent={{ label: 'Sources', href: '/sources' }} />
      <Box px={{ base: 16, sm: 24 }} pb="xl" maw={860}>
        <Stack gap="lg">
          <Radio.Group aria-label="Kind of source" value={kind.id} onChange={choose}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              {kinds.map(({ id, title, description, icon: Icon }) => (
                <Radio.Card key={id} value={id} className={classes.card ?? ''} aria-label={title}>
                  <Group gap="xs">
                    <Icon size={20} stroke={1.6} aria-hidden />
                    <Text fw={650}>{title}</Text>
                  </Group>
                  <Text size="sm" c="dimmed">
                    {description}
                  </Text>
                </Radio.Card>
              ))}
            </SimpleGrid>
          </Radio.Group>
          <Paper p={{ base: 'md', sm: 'lg' }} withBorder>
            {kind.id === 'rest' ? <RestForm takenNames={takenNames} /> : null}
            {kind.id === 'template' ? <TemplateForm takenNames={takenNames} templates={templates} /> : null}
            {kind.id === 'custom' ? <CustomForm takenNames={takenNames} /> : null}
            {kind.id === 'sample' ? <SampleForm takenNames={takenNames} hasSampleApi={hasSampleApi} /> : null}
          </Paper>
          {kind.id === 'rest' ? (
            <Text size="sm" c="dimmed">
              A configuration of dlt&apos;s rest_api_source runs as it is: paste it below rest_api of an entry in{' '}
              <Anchor component={Link} href="/sources/file" underline="always">
                sources.yml
              </Anchor>
              .
            </Text>
          ) : null}
        </Stack>
      </Box>
    </>
  );
}
