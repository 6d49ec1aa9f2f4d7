import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconCode, IconDeviceFloppy, IconDots, IconPlayerPlay, IconTestPipe } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';

import { startSyncAction } from '../../app/_actions/run-actions.ts';
import { notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { EjectDialog } from './eject-dialog.tsx';

interface SourceActionsProps {
  readonly name: string;
  readonly isChanged: boolean;
  readonly onTest: () => void;
  readonly onSave: () => void;
}

/** Try, save, sync, and turn into a module. */
export function SourceActions({ name, isChanged, onTest, onSave }: SourceActionsProps) {
  const router = useRouter();
  const [isStarting, setStarting] = useState(false);
  const more = useRef<HTMLButtonElement>(null);
  const [isEjecting, setEjecting] = useState(false);
  const sync = async (): Promise<void> => {
    setStarting(true);
    try {
      const { runId } = await runAction(startSyncAction({ source: name }));
      router.push(`/runs/${runId}`);
    } catch (error) {
      notifyError(error, 'The sync did not start');
      setStarting(false);
    }
  };
  const closeEject = (): void => {
    setEjecting(false);
    // What opened it is gone with its menu.
    more.current?.focus();
  };
  return (
    <>
      <Tooltip label="Ctrl+Enter">
        <Button variant="default" leftSection={<IconTestPipe size={16} aria-hidden />} onClick={onTest}>
          Test
        </Button>
      </Tooltip>
      <Button
        variant="default"
        leftSection={<IconDeviceFloppy size={16} aria-hidden />}
        onClick={onSave}
        disabled={!isChanged}
      >
        Save
      </Button>
      <Tooltip label="Save first: a sync reads what is saved" disabled={!isChanged}>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={isStarting}
          {...(isChanged ? { 'data-disabled': true, 'aria-disabled': true } : {})}
          onClick={() => {
            if (!isChanged) void sync();
          }}
        >
          Sync
        </Button>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon ref={more} variant="default" size={36} aria-label={`More of ${name}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCode size={16} aria-hidden />}
            disabled={isChanged}
            onClick={() => setEjecting(true)}
          >
            {isChanged ? 'Turn into a module (save first)' : 'Turn into a module …'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEjecting ? <EjectDialog name={name} onClose={closeEject} /> : null}
    </>
  );
}
