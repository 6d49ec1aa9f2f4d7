'use client';

import { Button, Group, Loader, NativeSelect, NumberInput, Stack, Tabs, Text, Title } from '@mantine/core';
import { useImperativeHandle, useState, type Ref } from 'react';

import type { ErrorRecord } from '#lib/index.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { PreviewFindings } from './preview-findings.tsx';
import { PreviewLog } from './preview-log.tsx';
import { isFailed, PreviewRequests } from './preview-requests.tsx';
import { PreviewRows } from './preview-rows.tsx';
import type { PreviewState } from './preview-state.ts';
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
}

/** Tries a source as it is in the editor: its first pages, the requests, and the tables that they become. */
export function TestPanel({ source, resources, getDraft, selectedResource, onPlace, ref }: TestPanelProps) {
  const { state, start, cancel } = usePreview();
  const [limits, setLimits] = useState({ pages: 2, records: 100, parents: 3 });
  const [resource, setResource] = useState(selectedResource ?? '');
  const [tab, setTab] = useState<string | null>('rows');

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
  useImperativeHandle(ref, () => ({ start: () => void test() }));

  const isUntouched = !state.isRunning && state.finished === undefined && state.failure === undefined;
  const limit = (name: keyof typeof limits, label: string) => (
    <NumberInput
      aria-label={label}
      leftSection={label}
      leftSectionProps={{ className: classes.label ?? '' }}
      leftSectionWidth={64}
      size="xs"
      w={116}
      min={1}
      max={10_000}
      allowDecimal={false}
      value={limits[name]}
      onChange={(value) => setLimits({ ...limits, [name]: typeof value === 'number' && value >= 1 ? value : 1 })}
    />
  );
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
          <Group gap={6}>
            {resources.length === 0 ? null : (
              <NativeSelect
                aria-label="Tables"
                size="xs"
                value={resource}
                onChange={(event) => setResource(event.currentTarget.value)}
                data={[{ value: '', label: 'All tables' }, ...resources]}
              />
            )}
            {limit('pages', 'Pages')}
            {limit('records', 'Records')}
            {limit('parents', 'Parents')}
            {state.isRunning ? (
              <Button size="xs" variant="default" onClick={cancel}>
                Cancel test
              </Button>
            ) : (
              <Button size="xs" onClick={() => void test()}>
                Run test
              </Button>
            )}
          </Group>
        </Group>
        {state.isRunning
          ? null
          : errorsOf(state).map((error, position) => <ErrorNotice key={position} error={error} />)}
        {isUntouched ? null : (
          // Its panels scroll, so they have to be reachable by keyboard.
          <Tabs
            value={tab}
            onChange={setTab}
            keepMounted={false}
            classNames={{ root: classes.tabs ?? '', panel: classes.panel ?? '' }}
          >
            <Tabs.List>
              <Tabs.Tab value="rows">Rows</Tabs.Tab>
              <Tabs.Tab value="findings">Findings ({state.finished?.findings?.length ?? 0})</Tabs.Tab>
              <Tabs.Tab value="requests">Requests ({state.exchanges.length})</Tabs.Tab>
              <Tabs.Tab value="log">Log ({state.log.length})</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="rows" pt="xs" tabIndex={0}>
              <PreviewRows
                hasRequests={state.exchanges.length > 0}
                tables={state.tables}
                resources={state.finished?.resources ?? []}
                ends={state.finished?.ends ?? {}}
                isRunning={state.isRunning}
              />
            </Tabs.Panel>
            <Tabs.Panel value="findings" pt="xs" tabIndex={0}>
              <PreviewFindings finished={state.finished} />
            </Tabs.Panel>
            <Tabs.Panel value="requests" pt="xs" tabIndex={0}>
              <PreviewRequests exchanges={state.exchanges} />
            </Tabs.Panel>
            <Tabs.Panel value="log" pt="xs" tabIndex={0}>
              <PreviewLog lines={state.log} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Stack>
    </section>
  );
}

const statusWords = {
  succeeded: 'Works',
  partial: 'Works in part',
  failed: 'Failed',
  cancelled: 'Cancelled',
} as const;

function TestStanding({ state }: { readonly state: PreviewState }) {
  const progress = [...state.progress].map(
    ([name, { pages, rows }]) =>
      `${name}: ${rows} ${rows === 1 ? 'record' : 'records'}, ${pages} ${pages === 1 ? 'page' : 'pages'}`,
  );
  if (state.isRunning) {
    // Why it takes long, if it does.
    const wait = state.log.findLast(({ kind }) => kind === 'retry');
    return (
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm" lineClamp={2}>
          {progress.length === 0 ? 'Starting …' : progress.join(' · ')}
          {wait === undefined ? null : <b> · {wait.text}</b>}
        </Text>
      </Group>
    );
  }
  if (state.finished === undefined) {
    return (
      <Text size="sm" c="dimmed">
        Reads the first pages as the editor has them. Nothing is written.
      </Text>
    );
  }
  return (
    <Text size="sm" lineClamp={2} title={progress.join('\n')}>
      <b>{statusWords[state.finished.status]}</b> · {(state.finished.durationMs / 1000).toFixed(1)} s
      {progress.length === 0 ? '' : ` · ${progress.join(' · ')}`}. Nothing was written.
    </Text>
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
