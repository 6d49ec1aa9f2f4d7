'use client';

import { Group, Stack, Title } from '@mantine/core';
import { useEffect, useEffectEvent, useImperativeHandle, useState, type Ref } from 'react';

import type { ErrorRecord, Fault } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { FaultOutcomes } from './fault-outcomes.tsx';
import { FaultsMenu } from './faults-menu.tsx';
import type { Fixing } from './preview-findings.tsx';
import type { PreviewState } from './preview-state.ts';
import { RecordingMenu } from './recording-menu.tsx';
import { BasisBadge, BasisNotice } from './test-basis.tsx';
import { TestConditions } from './test-conditions.tsx';
import { TestSettings } from './test-settings.tsx';
import { isCancelled, TestStanding } from './test-standing.tsx';
import { fromBeginning, startStateOf, type TestStart } from './test-start.ts';
import { TestTabs, type TestTab } from './test-tabs.tsx';
import classes from './test-panel.module.css';
import { useTest, type Draft } from './use-test.ts';
import { isFailed } from './waterfall.tsx';

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
  readonly getDraft: () => Draft;
  /**
   * Text of sources.yml as it changes. What it does to the answers of the last test is shown by itself, unless it touches
   * a request. Default: that is done only when it is asked for.
   */
  readonly draft?: string;
  /**
   * Makes the edits that findings propose, in the draft.
   * @param tested the text of sources.yml that the findings are about. Default: the edits are told, not offered.
   */
  readonly fixingOf?: (tested: string | undefined) => Fixing;
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
  const { source, resources, getDraft, draft, selectedResource, onPlace, fixingOf, ref } = props;
  const { state, standing, shown, run, evaluate, replay, fetchMissing, cancel } = useTest(source, draft, getDraft);
  const tell = useEffectEvent((now: PreviewState) => props.onState?.(now));
  useEffect(() => tell(state), [state]);
  const [limits, setLimits] = useState({ pages: 2, records: 100, parents: 3 });
  const [resource, setResource] = useState(selectedResource ?? '');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [start, setStart] = useState<TestStart>(fromBeginning);
  const [tab, setTab] = useState<TestTab>('rows');

  // Another table chosen in the page counts until one is chosen here.
  const [seenResource, setSeenResource] = useState(selectedResource);
  if (seenResource !== selectedResource) {
    setSeenResource(selectedResource);
    setResource(selectedResource ?? '');
  }
  const read = async (work: () => Promise<PreviewState>): Promise<void> => {
    onPlace?.(undefined);
    setTab('rows');
    const end = await work();
    const errors = errorsOf(end);
    const place = placeOf(errors);
    if (place !== undefined) onPlace?.(place);
    if (errors.length > 0 && end.exchanges.some(isFailed)) setTab('requests');
  };
  const test = async (): Promise<void> => {
    const isKnown = resources.includes(resource);
    const conditions = { ...startStateOf(start), ...(faults.length === 0 ? {} : { pretend: faults }) };
    // They are for one test.
    setFaults([]);
    await read(() =>
      run({ source, ...getDraft(), ...(isKnown ? { resources: [resource] } : {}), ...conditions, limits }),
    );
  };
  useImperativeHandle(ref, () => ({ start: () => void test(), cancel }));

  const recording = state.isRunning ? undefined : state.finished?.recording;
  const isUntouched = !state.isRunning && state.finished === undefined && state.failure === undefined;
  return (
    <section className={classes.root ?? ''} aria-label="Test" data-pane>
      <Stack gap={4} py={10} px={{ base: 12, md: 24 }} className={classes.inside ?? ''}>
        <Group justify="space-between" gap="xs" pe={32}>
          <Group gap={8}>
            <Title order={2} size="h5">
              Test
            </Title>
            {state.isRunning || state.finished === undefined ? null : <BasisBadge basis={state.basis} />}
          </Group>
          <TestSettings
            resources={resources}
            resource={resource}
            onResource={setResource}
            limits={limits}
            onLimits={setLimits}
            isRunning={state.isRunning}
            onStart={() => void test()}
            onCancel={cancel}
          >
            <FaultsMenu resources={resources} onAdd={(fault) => setFaults([...faults, fault])} />
            <RecordingMenu
              recorded={
                shown === undefined || recording === undefined ? undefined : { ...shown, fromRecording: recording }
              }
              onEvaluate={evaluate}
              onReplay={(file) => void read(() => replay(file))}
            />
          </TestSettings>
        </Group>
        <div aria-live="polite">
          <TestStanding state={state} />
        </div>
        <TestConditions faults={faults} onFaults={setFaults} start={start} onStart={setStart} />
        {state.isRunning ? null : (
          <FaultOutcomes
            outcomes={state.finished?.pretended ?? []}
            onAgain={(again) => setFaults([...faults, ...again])}
          />
        )}
        {state.isRunning ? null : (
          <BasisNotice standing={standing} finished={state.finished} onFetchMissing={() => void read(fetchMissing)} />
        )}
        {state.isRunning
          ? null
          : errorsOf(state).map((error, position) => <ErrorNotice key={position} error={error} />)}
        {isUntouched ? null : (
          <TestTabs
            state={state}
            tab={tab}
            onTab={setTab}
            sentBy={{ source, sourcesText: shown?.sourcesText }}
            start={start}
            onStart={setStart}
            fixing={fixingOf?.(shown?.sourcesText)}
          />
        )}
      </Stack>
    </section>
  );
}

function errorsOf({ failure, finished }: PreviewState): readonly ErrorRecord[] {
  // That somebody ended it is no error; the line above says so.
  if (failure !== undefined) return isCancelled(failure) ? [] : [failure as ErrorRecord];
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
