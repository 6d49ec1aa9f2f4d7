'use client';

import { ActionIcon, Anchor, Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';

import type { ModuleListing } from '#lib/index.ts';
import { deleteModuleAction } from '../../app/_actions/module-actions.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import classes from './custom-source.module.css';

export interface ModuleFilesProps {
  readonly modules: readonly ModuleListing[];
  /** The one that is open. */
  readonly file: string;
  /** Address of this page. */
  readonly page: string;
}

/** The files of custom_sources, and which source uses which. One that no source uses can be deleted. */
export function ModuleFiles({ modules, file, page }: ModuleFilesProps) {
  const [doomed, setDoomed] = useState<string>();
  const client = useQueryClient();
  const remove = async (gone: string): Promise<void> => {
    setDoomed(undefined);
    try {
      await runAction(deleteModuleAction({ file: gone }));
      notifyDone(`custom_sources/${gone} is deleted.`);
    } catch (error) {
      notifyError(error, 'Not deleted');
    }
    await client.invalidateQueries({ queryKey: ['modules'] });
  };
  return (
    <nav className={classes.files ?? ''} aria-label="Files of custom_sources">
      <Title order={2} size="h6">
        custom_sources
      </Title>
      <ul className={classes.list ?? ''}>
        {modules.map((module) => (
          <li key={module.file} className={classes.file ?? ''} data-open={module.file === file}>
            <div style={{ minWidth: 0 }}>
              <Anchor
                component={Link}
                size="sm"
                c="inherit"
                href={`${page}?file=${encodeURIComponent(module.file)}`}
                aria-current={module.file === file ? 'page' : undefined}
              >
                {module.file}
              </Anchor>
              <Text size="xs" c="dimmed">
                {module.usedBy.length === 0 ? 'no source of its own' : module.usedBy.join(', ')}
              </Text>
            </div>
            {module.usedBy.length > 0 || module.file === file ? null : (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Delete ${module.file}`}
                onClick={() => setDoomed(module.file)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <Anchor component={Link} href="/sources/file" size="sm">
        Edit its settings in sources.yml
      </Anchor>
      <Modal opened={doomed !== undefined} onClose={() => setDoomed(undefined)} title={`Delete ${doomed ?? ''}?`}>
        <Stack>
          <Text size="sm">The file goes for good. Modules that import it will not work any more.</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setDoomed(undefined)}>
              Keep it
            </Button>
            <Button color="red" onClick={() => doomed !== undefined && void remove(doomed)}>
              Delete
            </Button>
          </Group>
        </Stack>
      </Modal>
    </nav>
  );
}
