'use client';

import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { DiffView } from '../editor/diff-view.tsx';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import type { Draft, DraftBase } from './use-draft.ts';

/** How a save ended: on disk now, or refused because the file there is no longer the one that the draft began from. */
export type SaveAnswer =
  | { readonly outcome: 'saved'; readonly base: DraftBase }
  | { readonly outcome: 'changed-on-disk'; readonly base: DraftBase };

export interface SaveDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly draft: Draft;
  /** Name of the file, as people know it. */
  readonly file: string;
  readonly language: 'yaml' | 'typescript';
  /** What is wrong with the text, a line each. It can be saved all the same. */
  readonly faults?: readonly string[];
  /** Writes the text if the file still has the hash of `base`. */
  readonly save: (text: string, base: DraftBase) => Promise<SaveAnswer>;
  readonly onSaved?: () => void;
}

/** Shows what a save would change, saves, and offers both versions when somebody else changed the file meanwhile. */
export function SaveDialog({ isOpen, onClose, draft, file, language, faults = [], save, onSaved }: SaveDialogProps) {
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [onDisk, setOnDisk] = useState<DraftBase>();

  const close = (): void => {
    setOnDisk(undefined);
    setFailure(undefined);
    onClose();
  };
  const trySave = async (base: DraftBase): Promise<void> => {
    setSaving(true);
    setFailure(undefined);
    try {
      const answer = await save(draft.text, base);
      if (answer.outcome === 'changed-on-disk') return setOnDisk(answer.base);
      draft.rebase(answer.base);
      close();
      onSaved?.();
    } catch (error) {
      setFailure(error);
    } finally {
      setSaving(false);
    }
  };

  const before = onDisk ?? draft.base;
  return (
    <Modal opened={isOpen} onClose={close} size="min(1100px, 96vw)" title={`Save ${file}`}>
      <Stack gap="sm">
        {onDisk === undefined ? (
          <Text size="sm">This is what changes in {file}.</Text>
        ) : (
          <Text size="sm" role="alert">
            {file} changed on disk since you began. On the left is the file as it is now, on the right your version.
          </Text>
        )}
        <DiffView before={before.text} after={draft.text} language={language} label={`Changes of ${file}`} />
        {faults.length === 0 ? null : (
          <Alert color="orange" title={`Saved like this, it does not run: ${faults.length} to be mended`}>
            <List size="sm">
              {faults.slice(0, 4).map((fault) => (
                <List.Item key={fault}>{fault}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {failure === undefined ? null : <ErrorNotice error={failure} title="Not saved" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Go on editing
          </Button>
          {onDisk === undefined ? (
            <Button loading={isSaving} onClick={() => void trySave(draft.base)} data-autofocus>
              Save
            </Button>
          ) : (
            <>
              <Button
                variant="default"
                onClick={() => {
                  draft.takeOver(onDisk);
                  close();
                }}
              >
                Take the file on disk
              </Button>
              <Button color="red" loading={isSaving} onClick={() => void trySave(onDisk)}>
                Overwrite it with mine
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
