import { Button, Group, Text } from '@mantine/core';

import type { Draft } from '../drafts/use-draft.ts';

/** Whether the draft is what is on disk. */
export function DraftStatus({ draft }: { readonly draft: Draft }) {
  return (
    <Group gap="xs">
      <Text size="sm" component="output">
        {draft.isChanged ? (draft.isRestored ? 'Unsaved changes, restored' : 'Unsaved changes') : 'Saved'}
      </Text>
      {draft.isChanged ? (
        <Button size="compact-xs" variant="default" onClick={draft.discard}>
          Discard changes
        </Button>
      ) : null}
    </Group>
  );
}
