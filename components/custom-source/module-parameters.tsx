import { Button, Drawer, Group, Loader, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { ModuleParameterListing } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { ParameterField } from './parameter-field.tsx';
import { SecretParameter } from './secret-parameter.tsx';
import type { ParameterEditing } from './use-parameter-edits.ts';

interface ModuleParametersProps {
  readonly source: string;
  /** As the editor has them, by their files. */
  readonly modules: Readonly<Record<string, string>>;
  readonly edits: ParameterEditing;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** A form for the parameters that the module declares: values go into sources.yml, secrets into secrets.toml. */
export function ModuleParameters({ source, modules, edits, isOpen, onClose }: ModuleParametersProps) {
  const [asked] = useDebouncedValue(modules, 600);
  const parameters = useQuery({
    queryKey: ['module-parameters', source, asked],
    queryFn: ({ signal }) =>
      fetchJson<readonly ModuleParameterListing[]>('/api/modules/parameters', {
        body: { source, modules: asked },
        signal,
      }),
    enabled: isOpen,
    placeholderData: (before) => before,
    retry: false,
  });
  const [failure, setFailure] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      await edits.save();
      notifyDone('The parameters are saved in sources.yml.');
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };
  const [round, setRound] = useState(0);
  const discard = (): void => {
    edits.discard();
    setRound((count) => count + 1);
  };
  const text = Object.values(modules).join('\n');
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" title={`Parameters of ${source}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // What is no value yet would be lost with the form.
          const unread = event.currentTarget.querySelector<HTMLElement>('[data-unread]');
          if (unread === null) void save();
          else unread.focus();
        }}
      >
        <Stack gap="md">
          {parameters.error === null ? null : (
            <ErrorNotice error={parameters.error} title="The module could not be asked for its parameters" />
          )}
          {parameters.isPending && parameters.error === null ? (
            <Group gap="xs">
              <Loader size="xs" aria-hidden />
              <Text size="sm">The module is asked …</Text>
            </Group>
          ) : null}
          {parameters.data?.length === 0 ? (
            <Text size="sm" c="dimmed">
              The module declares none. Add some with params: {'{ … }'} in source(), and they appear here.
            </Text>
          ) : null}
          {(parameters.data ?? []).map((parameter) =>
            parameter.kind === 'secret' ? (
              <SecretParameter
                key={parameter.key}
                parameter={parameter}
                source={source}
                written={edits.valueOf(parameter)}
                onStored={() => void parameters.refetch()}
              />
            ) : (
              <ParameterField key={`${parameter.key} ${round}`} parameter={parameter} moduleText={text} edits={edits} />
            ),
          )}
          {failure === undefined ? null : <ErrorNotice error={failure} title="Not saved" />}
          {edits.isChanged ? (
            <Text size="sm" c="dimmed">
              A test uses these values at once; a sync when they are saved.
            </Text>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={discard} disabled={!edits.isChanged}>
              Discard
            </Button>
            <Button type="submit" loading={isSaving} disabled={!edits.isChanged}>
              Save to sources.yml
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  );
}
