import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';

import type { PreviewFinishedEvent, StateValue } from '#lib/index.ts';
import { countWords } from '../format/count-words.ts';
import { fromBeginning, startWords, type TestStart } from './test-start.ts';
import classes from './test-panel.module.css';

interface StateViewProps {
  readonly finished: PreviewFinishedEvent | undefined;
  /** Where the next test starts. */
  readonly start: TestStart;
  readonly onStart: (start: TestStart) => void;
}

/** Where the cursors of a test started, where a sync would leave them, and where the next test starts. */
export function StateView({ finished, start, onStart }: StateViewProps) {
  const state = finished?.state;
  const next = state?.next;
  const isThisEnd = start.kind === 'given' && start.text === next;
  return (
    <Stack gap="sm">
      <Group gap={8}>
        <Text size="sm" aria-live="polite">
          The next test starts <b>{isThisEnd ? 'where this one ended' : startWords[start.kind]}</b>.
        </Text>
        {next === undefined || isThisEnd || state?.values.length === 0 ? null : (
          <Button size="compact-xs" variant="light" onClick={() => onStart({ kind: 'given', text: next })}>
            Use as next start
          </Button>
        )}
        {start.kind === 'saved' ? null : (
          <Button size="compact-xs" variant="default" onClick={() => onStart({ kind: 'saved' })}>
            Start from the saved state
          </Button>
        )}
        {start.kind === 'beginning' ? null : (
          <Button size="compact-xs" variant="default" onClick={() => onStart(fromBeginning)}>
            From the beginning
          </Button>
        )}
      </Group>
      {state === undefined ? (
        <Quiet>
          {finished === undefined
            ? 'Where the cursors go is known when all pages are read.'
            : 'This test ended before it knew where the cursors go.'}
        </Quiet>
      ) : (
        <>
          <Text size="sm">This test started {testedWords[state.startedFrom]}.</Text>
          {state.values.length === 0 ? (
            <Quiet>Nothing is remembered from one sync to the next: each one reads everything.</Quiet>
          ) : (
            <ValueTable values={state.values} />
          )}
          {notesOf(finished).map((note) => (
            <Quiet key={note}>{note}</Quiet>
          ))}
        </>
      )}
    </Stack>
  );
}

const testedWords = {
  beginning: 'from the beginning',
  saved: 'from the saved state, where the last sync ended',
  given: 'where an earlier test ended',
} as const;

function notesOf(finished: PreviewFinishedEvent | undefined): readonly string[] {
  const { resources = [], state } = finished ?? {};
  if (state === undefined || state.values.length === 0) return [];
  return [
    ...(resources.some(({ stopped_by: limit }) => limit !== undefined)
      ? ['The test stopped at its limits. A sync reads on, and may leave later values.']
      : []),
    ...(resources.some(({ status }) => status === 'failed')
      ? ['A table failed. A sync leaves it, and the tables it is read for, where they were.']
      : []),
  ];
}

function ValueTable({ values }: { readonly values: readonly StateValue[] }) {
  return (
    <section aria-label="State of the test">
      <table className={classes.table ?? ''}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            <th scope="col">Remembers</th>
            <th scope="col">Before</th>
            <th scope="col" aria-label="to" />
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <ValueRow key={JSON.stringify([value.resource, value.kind, value.name])} value={value} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ValueRow({ value }: { readonly value: StateValue }) {
  const { resource, kind, name, before, after, entries } = value;
  const each = entries === undefined ? '' : `, the lowest of ${countWords(entries, 'record')} above`;
  return (
    <tr>
      <td>{resource ?? 'The whole source'}</td>
      <td>
        {kind === 'cursor' ? 'how far ' : ''}
        <Code>{name}</Code>
        {kind === 'cursor' ? ` was read${each}` : ''}
      </td>
      <td>
        <Value text={before} isCursor={kind === 'cursor'} />
      </td>
      <td>
        <IconArrowRight size={14} aria-hidden style={{ verticalAlign: -2 }} />
      </td>
      <td>
        {after !== undefined && after === before ? (
          <Quiet>stays there</Quiet>
        ) : (
          <Value text={after} isCursor={kind === 'cursor'} />
        )}
      </td>
    </tr>
  );
}

function Value({ text, isCursor }: { readonly text: string | undefined; readonly isCursor: boolean }) {
  if (text === undefined) return <Quiet>{isCursor ? 'the beginning' : 'nothing'}</Quiet>;
  return <span title={text}>{text}</span>;
}

function Quiet({ children }: { readonly children: React.ReactNode }) {
  return (
    <Text span size="sm" c="dimmed">
      {children}
    </Text>
  );
}
