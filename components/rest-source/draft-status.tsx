import { Group, Text } from '@mantine/core';

import { DiscardButton } from '../drafts/discard-button.tsx';
import type { Draft } from '../drafts/use-draft.ts';

/** Whether the draft is what is on disk. */
export function DraftStatus({ draft }: { readonly draft: Draft }) {
  return (
    // As high as with its button.
    <Group gap="xs" mih={24}>
      <Text size="sm" component="output">
        {draft.isChanged ? (draft.isRestored ? 'Unsaved changes, restored' : 'Unsaved changes') : 'Saved'}
      </Text>
      {draft.isChanged ? <DiscardButton onDiscard={draft.discard} /> : null}
    </Group>
  );
}
