import { Text } from '@mantine/core';

/** Headers of a request or a response, one a line; secrets are masked already. */
export function HeaderList({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
  const entries = Object.entries(headers);
  if (entries.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        None.
      </Text>
    );
  }
  return entries.map(([name, value]) => (
    <Text key={name} size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
      {name}: {value}
    </Text>
  ));
}
