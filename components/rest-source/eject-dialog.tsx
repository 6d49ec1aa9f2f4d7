import { Alert, Button, Group, List, Modal, Stack, Tabs, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { SourceEjection } from '#lib/index.ts';
import { ejectSourceAction } from '../../app/_actions/sources-actions.ts';
import { setUpTypeScript } from '../custom-source/set-up-typescript.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import { DiffView } from '../editor/diff-view.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone } from '../feedback/notify.ts';
import { Waiting } from '../feedback/waiting.tsx';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';

interface EjectDialogProps {
  readonly name: string;
  readonly onClose: () => void;
}

/** Shows what a REST source is as a module, and writes it. */
export function EjectDialog({ name, onClose }: EjectDialogProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [isWriting, setWriting] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const plan = useQuery({
    queryKey: ['ejection', name],
    queryFn: ({ signal }) => fetchJson<SourceEjection>(`/api/sources/${encodeURIComponent(name)}/ejection`, { signal }),
    retry: false,
    gcTime: 0,
  });
  const eject = async (): Promise<void> => {
    setWriting(true);
    setFailure(undefined);
    try {
      const { file } = await runAction(ejectSourceAction({ name }));
      notifyDone(`${name} is a module now: custom_sources/${file}.`);
      for (const queryKey of [['modules'], ['sources'], ['sources-file'], ['secrets']]) {
        void queries.invalidateQueries({ queryKey });
      }
      // The page of the source is that of a module from now on.
      router.refresh();
      onClose();
    } catch (error) {
      setFailure(error);
      setWriting(false);
    }
  };
  return (
    <Modal opened onClose={onClose} size="min(1100px, 96vw)" title={`Turn ${name} into a module`}>
      <Stack gap="sm">
        <Text size="sm">
          The source becomes TypeScript that sends the same requests and makes the same tables. Its tables and saved
          cursors go on; the form, and the comments inside of rest_api, go.
        </Text>
        {plan.isPending ? <Waiting height={380} label="The module is being written" /> : null}
        {plan.error === null ? null : <ErrorNotice error={plan.error} title="It cannot be a module" />}
        {plan.data === undefined ? null : <Ejection name={name} plan={plan.data} />}
        {failure === undefined ? null : <ErrorNotice error={failure} title="Nothing was changed" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it as it is
          </Button>
          <Button loading={isWriting} disabled={plan.data === undefined} onClick={() => void eject()}>
            Eject
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Ejection({ name, plan: { file, module, before, after, warnings } }: { name: string; plan: SourceEjection }) {
  return (
    <>
      {warnings.length === 0 ? null : (
        <Alert color="orange" title="To do before the next sync">
          <List size="sm">
            {warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
          <Text size="sm" mt={4}>
            Or store it at the module&apos;s page, under Parameters.
          </Text>
        </Alert>
      )}
      <Tabs defaultValue="module" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="module">custom_sources/{file}</Tabs.Tab>
          <Tabs.Tab value="entry">sources.yml</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="module" pt="xs">
          <CodeEditor
            value={module}
            language="typescript"
            path={`file:///ejected/${file}`}
            label={`Module of ${name}`}
            height={380}
            isReadOnly
            onReady={(_, monaco) => void setUpTypeScript(monaco).catch(() => undefined)}
          />
        </Tabs.Panel>
        <Tabs.Panel value="entry" pt="xs">
          <DiffView before={before} after={after} language="yaml" label="Changes of sources.yml" />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
