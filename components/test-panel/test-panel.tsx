'use client';

import { Group, Stack, Title } from '@mantine/core';
import { useEffect, useEffectEvent, useImperativeHandle, useState, type Ref } from 'react';

import type { ErrorRecord } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { isFailed } from './preview-requests.tsx';
import type { PreviewState } from './preview-state.ts';
import { TestSettings } from './test-settings.tsx';
import { TestStanding } from './test-standing.tsx';
import { TestTabs, type TestTab } from './test-tabs.tsx';
import classes from './test-panel.module.css';
import { usePreview } from './use-preview.ts';

/** A place in a file that an error names. `file` is relative to the project: `custom_sources/my_api.ts`. */
export interface ErrorPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface TestPanelHandle {
  /** Starts the test; one that runs is ended first. */
  start(): void;
  /** Ends the test that runs, if one does. */
  cancel(): void;
}

export interface TestPanelProps {
  readonly source: string;
  /** Names that can be tested alone. May be empty where they are not known. */
  readonly resources: readonly string[];
  /** Unsaved texts, asked for at the moment the test starts. */
  readonly getDraft: () => { sourcesText?: string; modules?: Record<string, string> };
  /** The table that is tested alone at first. Default: all. */
  readonly selectedResource?: string;
  /** Lets a page start the test at its own button or at Ctrl+Enter. */
  readonly ref?: Ref<TestPanelHandle>;
  /** Called when a test begins (undefined) and when it failed at a line of a file. */
  readonly onPlace?: (place: ErrorPlace | undefined) => void;
  /** Told what the test has read so far, whenever there is more: what an editor can offer depends on it. */
  readonly onState?: (state: PreviewState) => void;
}

/** Tries a source as it is in the editor: its first pages, the requests, and the tables that they become. */
export function TestPanel(props: TestPanelProps) {
  const { source, resources, getDraft, selectedResource, onPlace, ref } = props;
  const { state, start, cancel } = usePreview();
  const tell = useEffectEvent((now: PreviewState) => props.onState?.(now));
  useEffect(() => tell(state), [state]);
  const [limits, setLimits] = useState({ pages: 2, records: 100, parents: 3 });
  const [resource, setResource] = useState(selectedResource ?? '');
  const [tab, setTab] = useState<TestTab>('rows');

  // Another table chosen in the page counts until one is chosen here.
  const [seenResource, setSeenResource] = useState(selectedResource);
  if (seenResource !== selectedResource) {
    setSeenResource(selectedResource);
    setResource(selectedResource ?? '');
  }
  const test = async (): Promise<void> => {
    onPlace?.(undefined);
    setTab('rows');
    const isKnown = resources.includes(resource);
    const end = await start({ source, ...getDraft(), ...(isKnown ? { resources: [resource] } : {}), limits });
    const errors = errorsOf(end);
    const place = placeOf(errors);
    if (place !== undefined) onPlace?.(place);
    if (errors.length > 0 && end.exchanges.some(isFailed)) setTab('requests');
  };
  useImperativeHandle(ref, () => ({ start: () => void test(), cancel }));

  const isUntouched = !state.isRunning && state.finished === undefined && state.failure === undefined;
  return (
    <section className={classes.root ?? ''} aria-label="Test">
      <Stack gap={4} py={10} px={{ base: 12, md: 24 }} className={classes.inside ?? ''}>
        <Group justify="space-between" gap="xs" pe={32}>
          <div className={classes.standing ?? ''}>
            <Title order={2} size="h5">
              Test
            </Title>
            <div aria-live="polite">
              <TestStanding state={state} />
            </div>
          </div>
          <TestSettings
            resources={resources}
            resource={resource}
            onResource={setResource}
            limits={limits}
            onLimits={setLimits}
            isRunning={state.isRunning}
            onStart={() => void test()}
            onCancel={cancel}
          />
        </Group>
        {state.isRunning
          ? null
          : errorsOf(state).map((error, position) => <ErrorNotice key={position} error={error} />)}
        {isUntouched ? null : <TestTabs state={state} tab={tab} onTab={setTab} />}
      </Stack>
    </section>
  );
}

function errorsOf({ failure, finished }: PreviewState): readonly ErrorRecord[] {
  if (failure !== undefined) return [failure as ErrorRecord];
  if (finished === undefined) return [];
  const own = finished.resources.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const all = finished.error === undefined ? own : [finished.error, ...own];
  // What failed as a whole is told by each part of it again.
  return all.filter((error, position) => all.findIndex((other) => isSame(other, error)) === position);
}

/** A part says the same, with its name before it. */
function isSame(one: ErrorRecord, other: ErrorRecord): boolean {
  return one.code === other.code && (one.message.endsWith(other.message) || other.message.endsWith(one.message));
}

function placeOf(errors: readonly ErrorRecord[]): ErrorPlace | undefined {
  for (const error of errors.flatMap((one) => [one, ...(one.details ?? [])])) {
    if (error.at !== undefined) return { ...error.at, message: error.message };
  }
  return undefined;
}
