'use client';

import { Button, Checkbox, Group, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';

import type { DataColumn } from '#lib/index.ts';

/** Shows and hides columns. */
export function ColumnMenu(props: {
  readonly columns: readonly DataColumn[];
  readonly isHidden: (name: string) => boolean;
  readonly onHidden: (hidden: Readonly<Record<string, boolean>>) => void;
  readonly onFit: () => void;
}) {
  const { columns, isHidden, onHidden, onFit } = props;
  const shown = columns.filter(({ name }) => !isHidden(name)).length;
  return (
    <Popover trapFocus returnFocus withArrow position="bottom-start" width={300}>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={14} aria-hidden />}>
          Columns {shown} of {columns.length}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Group gap="xs" mb="xs">
          <Button
            size="compact-xs"
            variant="light"
            onClick={() => onHidden(Object.fromEntries(columns.map(({ name }) => [name, false])))}
          >
            Show all
          </Button>
          <Button size="compact-xs" variant="light" onClick={onFit}>
            Fit widths
          </Button>
        </Group>
        <ScrollArea.Autosize mah={320} type="auto">
          <Stack gap={6}>
            {columns.map(({ name, type }) => (
              <Checkbox
                key={name}
                size="xs"
                label={name}
                description={type}
                checked={!isHidden(name)}
                disabled={shown === 1 && !isHidden(name)}
                onChange={(event) => onHidden({ [name]: !event.currentTarget.checked })}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
