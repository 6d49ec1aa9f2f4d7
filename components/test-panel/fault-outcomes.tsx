import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';

import type { Fault, FaultOutcome } from '#lib/index.ts';
import { faultWords } from './fault-words.ts';

interface FaultOutcomesProps {
  readonly outcomes: readonly FaultOutcome[];
  /** Pretends the same in the next test. */
  readonly onAgain: (faults: readonly Fault[]) => void;
}

const standings = {
  survived: { word: 'Survived', icon: <IconCircleCheck size={16} color="var(--mantine-color-green-7)" aria-hidden /> },
  failed: { word: 'Not survived', icon: <IconCircleX size={16} color="var(--mantine-color-error)" aria-hidden /> },
  unmet: { word: 'Not met', icon: <IconCircleDashed size={16} aria-hidden /> },
} as const;

/** Whether the source got over what a test pretended. */
export function FaultOutcomes({ outcomes, onAgain }: FaultOutcomesProps) {
  if (outcomes.length === 0) return null;
  return (
    <Group gap="xs" justify="space-between" align="flex-start">
      <Stack component="ul" gap={2} m={0} p={0} style={{ listStyle: 'none' }} aria-label="What was pretended">
        {outcomes.map(({ fault, standing, words, exchange }, position) => (
          <Group component="li" key={position} gap={6} wrap="nowrap" align="flex-start">
            <span style={{ flexShrink: 0, lineHeight: 0, marginTop: 2 }}>{standings[standing].icon}</span>
            <Text size="sm">
              <b>{standings[standing].word}:</b> {faultWords(fault)}
              <Text span size="sm" c="dimmed">
                {' '}
                · {words}
                {exchange === undefined ? '' : ` (request #${exchange})`}
              </Text>
            </Text>
          </Group>
        ))}
      </Stack>
      <Button size="compact-xs" variant="default" onClick={() => onAgain(outcomes.map(({ fault }) => fault))}>
        Pretend it again
      </Button>
    </Group>
  );
}
