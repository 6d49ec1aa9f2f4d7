'use client';

import { Anchor, Box, Paper, Radio, Stack, Text } from '@mantine/core';
import { IconApi, IconBuildingStore, IconClipboardText, IconCode, IconTemplate, type Icon } from '@tabler/icons-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { SourceTemplate } from '#lib/index.ts';

import { PageHeader } from '../shell/page-header.tsx';
import { useSources } from '../sources/use-sources.ts';
import { CustomForm } from './custom-form.tsx';
import classes from './new-source-page.module.css';
import { PasteSource } from './paste/paste-source.tsx';
import { RestForm } from './rest-form.tsx';
import { SampleForm } from './sample-form.tsx';
import { TemplateForm } from './template-form.tsx';

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly icon: Icon;
}

const pasteKind: Kind = {
  id: 'paste',
  title: 'Paste what you have',
  description: 'From an address, a command or a document to rows you can trust, in a minute.',
  icon: IconClipboardText,
};
const kinds: readonly Kind[] = [
  pasteKind,
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
  {
    id: 'rest',
    title: 'Start empty',
    description: 'Describe an HTTP API by its address and endpoints. No code.',
    icon: IconApi,
  },
];

interface NewSourcePageProps {
  readonly hasSampleApi: boolean;
  /** Where the sample API answers; undefined where it does not run. */
  readonly sampleApiUrl: string | undefined;
  /** Those of APIs that many people use. */
  readonly templates: readonly SourceTemplate[];
}

/** The ways to begin a source; `?kind=` says which one is open. */
export function NewSourcePage({ hasSampleApi, sampleApiUrl, templates }: NewSourcePageProps) {
  const [kindId, setKindId] = useState(useSearchParams().get('kind'));
  const kind = kinds.find(({ id }) => id === kindId) ?? pasteKind;
  const choose = (id: string): void => {
    setKindId(id);
    // The address follows without a question to the server, so that nobody types into the form before.
    globalThis.history.replaceState(null, '', `/sources/new?kind=${id}`);
  };
  const takenNames = useSources().data?.sources.map(({ name }) => name) ?? [];
  const isPaste = kind.id === pasteKind.id;
  return (
    <>
      <PageHeader title="New source" parent={{ label: 'Sources', href: '/sources' }} description={kind.description} />
      <Box px={{ base: 16, sm: 24 }} pb="xl" maw={isPaste ? 1240 : 860}>
        <Stack gap="md">
          <Radio.Group aria-label="Kind of source" value={kind.id} onChange={choose}>
            <div className={classes.kinds}>
              {kinds.map(({ id, title, icon: Icon }) => (
                <Radio.Card key={id} value={id} className={classes.kind ?? ''} aria-label={title}>
                  <Icon size={18} stroke={1.6} aria-hidden />
                  {title}
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          {isPaste ? <PasteSource takenNames={takenNames} sampleUrl={sampleApiUrl} /> : null}
          {isPaste ? null : (
            <Paper p={{ base: 'md', sm: 'lg' }} withBorder>
              {kind.id === 'rest' ? <RestForm takenNames={takenNames} /> : null}
              {kind.id === 'template' ? <TemplateForm takenNames={takenNames} templates={templates} /> : null}
              {kind.id === 'custom' ? <CustomForm takenNames={takenNames} /> : null}
              {kind.id === 'sample' ? <SampleForm takenNames={takenNames} hasSampleApi={hasSampleApi} /> : null}
            </Paper>
          )}
          {kind.id === 'rest' ? (
            <Text size="sm" c="dimmed">
              Entries can be written by hand, too: the file is{' '}
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
