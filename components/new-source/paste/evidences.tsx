import { Text } from '@mantine/core';
import type { Chip } from '#lib/index.ts';

/** What speaks for a value, a line each, with its place. */
export function Evidences({ evidence }: Pick<Chip, 'evidence'>) {
  return evidence.map(({ at, text }, position) => (
    <Text key={position} size="xs" c="dimmed">
      {text} · {at}
    </Text>
  ));
}
