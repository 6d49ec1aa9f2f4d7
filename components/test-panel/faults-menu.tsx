'use client';

import { Button, Group, NativeSelect, NumberInput, Popover, Stack, Text } from '@mantine/core';
import { IconBolt } from '@tabler/icons-react';
import { useState } from 'react';

import type { Fault, FaultKind } from '#lib/index.ts';
import { completeFault, faultKinds } from '#lib/spec/fault.ts';

interface FaultsMenuProps {
  /** Names that can be chosen. */
  readonly resources: readonly string[];
  readonly onAdd: (fault: Fault) => void;
}

const labels: Readonly<Record<FaultKind, string>> = {
  '429': 'Too many requests (429)',
  '401': 'The token has expired (401)',
  '500': 'The server fails (500)',
  cut: 'The connection is cut',
  slow: 'The answer is slow',
};

const help: Readonly<Record<FaultKind, string>> = {
  '429': 'Not sent; the answer asks to wait, and the wait is real.',
  '401': 'Not sent; the credentials are renewed, if the source can.',
  '500': 'Not sent; it is tried again as the source says.',
  cut: 'Not sent; as if the connection broke within the answer.',
  slow: 'Sent after the wait, unless that is longer than an attempt may take.',
};

/** Adds what the next test pretends of a request, to see the rules of the source at work. */
export function FaultsMenu({ resources, onAdd }: FaultsMenuProps) {
  const [isOpen, setOpen] = useState(false);
  const [fault, setFault] = useState<Fault>({ kind: '429' });
  const { kind, at, times, seconds, resource } = completeFault(fault);
  const number = (key: 'at' | 'times' | 'seconds', label: string, value: number, max: number) => (
    <NumberInput
      size="xs"
      label={label}
      min={1}
      max={max}
      allowDecimal={false}
      value={value}
      onChange={(given) => setFault({ ...fault, [key]: typeof given === 'number' && given >= 1 ? given : 1 })}
    />
  );
  return (
    <Popover withArrow trapFocus returnFocus position="bottom-end" width={280} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBolt size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
        >
          Pretend …
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8}>
          <NativeSelect
            size="xs"
            label="In the next test"
            description={help[kind]}
            inputWrapperOrder={['label', 'input', 'description']}
            value={kind}
            onChange={(event) => {
              const { seconds: _seconds, ...kept } = fault;
              setFault({ ...kept, kind: event.currentTarget.value as FaultKind });
            }}
            data={faultKinds.map((one) => ({ value: one, label: labels[one] }))}
          />
          <Group gap={8} grow wrap="nowrap">
            {number('at', 'At request', at, 1_000_000)}
            {kind === 'slow' ? null : number('times', 'Times', times, 100)}
            {kind === '429' || kind === 'slow' ? number('seconds', 'Seconds', seconds, 300) : null}
          </Group>
          <NativeSelect
            size="xs"
            label="Of table"
            value={resource ?? ''}
            onChange={(event) => setFault({ ...fault, resource: event.currentTarget.value || undefined })}
            data={[{ value: '', label: 'Any table' }, ...resources]}
          />
          <Text size="xs" c="dimmed">
            Requests are counted for each table, those for tokens are not. It holds for one test.
          </Text>
          <Button
            size="xs"
            onClick={() => {
              onAdd(fault);
              setOpen(false);
            }}
          >
            Pretend it
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
