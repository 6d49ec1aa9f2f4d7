'use client';

import { Button, Menu } from '@mantine/core';
import { IconDisc } from '@tabler/icons-react';
import { useRef } from 'react';

import type { ImportedRecording } from '#lib/index.ts';
import { notifyError } from '../feedback/notify.ts';
import { fetchFromServer, fetchJson } from '../server-data/fetch-json.ts';
import type { PreviewInput } from './use-preview.ts';

/** A recording that was taken in from a file. */
export type ReplayedFile = ImportedRecording & { readonly file: string };

interface RecordingMenuProps {
  /** The test that gives what is in view, with its recording; undefined: none was kept. */
  readonly recorded: (PreviewInput & { readonly fromRecording: string }) | undefined;
  /** Evaluates the recording with the draft as it is now. */
  readonly onEvaluate: () => void;
  readonly onReplay: (file: ReplayedFile) => void;
}

const exports = [
  { as: 'recording', label: 'Save the recording', end: 'recording.jsonl' },
  { as: 'report', label: 'Report as Markdown, without secrets', end: 'report.md' },
  { as: 'expectation', label: 'As a test for "dango source test --expect"', end: 'expected.json' },
] as const;

/** What can be done with the answers of a test, without asking the API. */
export function RecordingMenu({ recorded, onEvaluate, onReplay }: RecordingMenuProps) {
  const input = useRef<HTMLInputElement>(null);
  const save = async ({ as, end }: (typeof exports)[number]): Promise<void> => {
    try {
      const response = await fetchFromServer('/api/preview/export', { body: { ...recorded, as } });
      download(await response.blob(), `${recorded?.source ?? ''}.${end}`);
    } catch (error) {
      notifyError(error, 'The file was not made');
    }
  };
  const replay = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      const body = { text: await file.text(), file: file.name };
      const imported = await fetchJson<ImportedRecording>('/api/preview/recording', { body });
      onReplay({ ...imported, file: file.name });
    } catch (error) {
      notifyError(error, `${file.name} cannot be replayed`);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File with a recording"
        onChange={(event) => {
          void replay(event.currentTarget.files?.[0]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <Menu withArrow position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" leftSection={<IconDisc size={14} aria-hidden />}>
            Recording
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>What this test recorded</Menu.Label>
          <Menu.Item disabled={recorded === undefined} onClick={onEvaluate}>
            Evaluate it again
          </Menu.Item>
          {exports.map((one) => (
            <Menu.Item key={one.as} disabled={recorded === undefined} onClick={() => void save(one)}>
              {one.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => input.current?.click()}>Replay a file …</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
