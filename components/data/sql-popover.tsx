'use client';

import { Button, Code, CopyButton, Group, Popover } from '@mantine/core';
import { IconCode } from '@tabler/icons-react';

/** The rows that are shown as SQL, to take away or to go on with. */
export function SqlPopover({ sql, onOpen }: { readonly sql: string; readonly onOpen: (sql: string) => void }) {
  return (
    <Popover withArrow trapFocus returnFocus position="bottom-end" width="min(520px, 90vw)">
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconCode size={14} aria-hidden />} disabled={sql === ''}>
          Show SQL
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="SQL of this view">
        <Code block mah={240} tabIndex={0} style={{ overflow: 'auto', whiteSpace: 'pre-wrap' }}>
          {sql}
        </Code>
        <Group gap="xs" mt="xs">
          <CopyButton value={sql}>
            {({ copied, copy }) => (
              <Button size="xs" variant="light" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" onClick={() => onOpen(sql)}>
            Open in SQL
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
