'use client';

import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { readPastedSecretsAction, savePastedSecretsAction } from '../../app/_actions/secrets-actions.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { notifyDone } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { useSourceChange } from '../sources/use-source-change.ts';
import { isStorable, isWanted, placeKey } from './pasted-words.ts';
import { PastedList } from './pasted-list.tsx';

/** Takes the text of a .env file or TOML, shows the names in it, and stores those that are chosen. */
export function PasteSecretsDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const read = useMutation({
    mutationFn: (pasted: string) => runAction(readPastedSecretsAction({ text: pasted })),
    onSuccess: (found) => setChosen(new Set(found.filter(isWanted).map(placeKey))),
  });
  const places = (read.data ?? []).filter((secret) => isStorable(secret) && chosen.has(placeKey(secret)));
  const save = useSourceChange(
    () => runAction(savePastedSecretsAction({ text, chosen: places.map(({ section, key }) => ({ section, key })) })),
    {
      onSuccess: (count) => {
        notifyDone(`${count} ${count === 1 ? 'secret is' : 'secrets are'} stored in .dlt/secrets.toml.`);
        onClose();
      },
    },
  );
  const isChoosing = read.data !== undefined;
  return (
    <Modal opened onClose={onClose} title="Paste secrets" size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isChoosing) save.mutate(undefined);
          else read.mutate(text);
        }}
      >
        <Stack>
          {isChoosing ? (
            <PastedList secrets={read.data} chosen={chosen} onChoose={setChosen} />
          ) : (
            <Textarea
              label="Text of a .env file, export commands, or TOML"
              description="Its names are shown next, and you choose what is stored. Nothing is stored before."
              placeholder={'API_KEY=…\nexport CLIENT_SECRET="…"'}
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
              autosize
              minRows={8}
              maxRows={16}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
          )}
          {read.isError ? <ErrorNotice error={read.error} title="The text cannot be read" /> : null}
          {save.isError ? <ErrorNotice error={save.error} title="Nothing was stored" /> : null}
          <Group justify="flex-end">
            {isChoosing ? (
              <Button variant="default" onClick={() => read.reset()}>
                Back
              </Button>
            ) : (
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
            )}
            {isChoosing ? (
              <Button type="submit" disabled={places.length === 0} loading={save.isPending}>
                {places.length === 0 ? 'Store' : `Store ${places.length}`}
              </Button>
            ) : (
              <Button type="submit" disabled={text.trim() === ''} loading={read.isPending}>
                Show the names
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
