'use client';

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';

import type { TextEdits } from './use-edit-history.ts';

/** Takes the last edit back, and does it again. */
export function UndoButtons({ edits }: { readonly edits: Pick<TextEdits, 'canUndo' | 'canRedo' | 'undo' | 'redo'> }) {
  return (
    <ActionIcon.Group>
      <Tooltip label="Undo (Ctrl+Z)">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Undo"
          {...(edits.canUndo ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          onClick={edits.undo}
        >
          <IconArrowBackUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Redo (Ctrl+Shift+Z)">
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Redo"
          {...(edits.canRedo ? {} : { 'data-disabled': true, 'aria-disabled': true })}
          onClick={edits.redo}
        >
          <IconArrowForwardUp size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </ActionIcon.Group>
  );
}
