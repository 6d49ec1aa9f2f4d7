import { Button, Code, Group, Stack, Text } from '@mantine/core';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { yamlRange } from '#lib/spec/yaml-range.ts';
import { useSourceForm } from './source-form-context.ts';

/** What the form has no field for, as it is written. */
export function YamlExcerpt({ label, path }: { readonly label: string; readonly path: KeyPath }) {
  const { text, showInYaml } = useSourceForm();
  const range = yamlRange(text, path);
  return (
    <Stack gap={4}>
      <Group justify="space-between">
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => showInYaml(path)}
          aria-label={`Edit ${label} in YAML`}
        >
          Edit in YAML
        </Button>
      </Group>
      {range === undefined ? null : (
        <Code block tabIndex={0} mah={160}>
          {text.slice(range.start, range.end)}
        </Code>
      )}
    </Stack>
  );
}
