import { Code, Group, Stack, Text } from '@mantine/core';

import { PlaceLink } from './place-link.tsx';
import type { LogLine } from './preview-state.ts';

const words: Readonly<Record<LogLine['kind'], string>> = {
  log: 'Log',
  warning: 'Warning',
  retry: 'Wait',
  pretended: 'Pretended',
  error: 'Error',
};

/** What the modules printed, with the line that did, and what Dango had to say while it read. */
export function PreviewLog({ lines }: { readonly lines: readonly LogLine[] }) {
  if (lines.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing was printed, and nothing had to be tried again.
      </Text>
    );
  }
  return (
    <Stack gap={4}>
      {lines.map(({ kind, text, place }, position) => (
        <Group key={position} gap={8} wrap="nowrap" align="flex-start">
          <Text size="xs" w={72} fw={600} style={{ flexShrink: 0 }}>
            {words[kind]}
          </Text>
          <Code style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Code>
          {place === undefined ? null : <PlaceLink place={place} />}
        </Group>
      ))}
    </Stack>
  );
}
