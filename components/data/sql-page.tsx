'use client';

import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { editor } from 'monaco-editor';
import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

import type { SqlAnswer } from '#lib/index.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { errorRecordOf } from '../feedback/error-record-of.ts';
import { Waiting } from '../feedback/waiting.tsx';
import { durationText } from '../format/quantities.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { countWords } from '../sources/count-words.ts';
import classes from './sql-page.module.css';
import { CellView } from './cell-view.tsx';
import { isNumeric } from './cell-text.ts';

type SqlState =
  | { readonly step: 'idle' }
  | { readonly step: 'running' }
  | { readonly step: 'answered'; readonly answer: SqlAnswer }
  | { readonly step: 'failed'; readonly error: unknown }
  | { readonly step: 'cancelled' };

const limits = ['100', '1000', '10000'];
const timeoutMs = 30_000;

/** SQL over the warehouse: one statement that reads. */
export function SqlPage() {
  const [sql, setSql] = useState(
    useSearchParams().get('sql') ?? 'SELECT table_schema, table_name\nFROM information_schema.tables',
  );
  const [maxRows, setMaxRows] = useState('1000');
  const [state, setState] = useState<SqlState>({ step: 'idle' });
  const running = useRef<AbortController>(undefined);
  const marked = useRef<(error: unknown) => void>(undefined);

  const run = async (): Promise<void> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    marked.current?.(undefined);
    setState({ step: 'running' });
    try {
      const body = { sql, maxRows: Number(maxRows), timeoutMs };
      const answer = await fetchJson<SqlAnswer>('/api/sql', { body, signal: controller.signal });
      setState({ step: 'answered', answer });
    } catch (error) {
      if (running.current !== controller) return;
      setState(controller.signal.aborted ? { step: 'cancelled' } : { step: 'failed', error });
      if (!controller.signal.aborted) marked.current?.(error);
    }
  };
  // The editor keeps the action that it was given first, so it asks here for the one of now.
  const runNow = useRef<() => void>(undefined);
  useEffect(() => {
    runNow.current = () => void run();
  });
  const onReady = (standing: editor.IStandaloneCodeEditor, monaco: MonacoApi): void => {
    standing.addAction({
      id: 'dango.run-sql',
      label: 'Run',
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter],
      run: () => runNow.current?.(),
    });
    marked.current = (error) => {
      const model = standing.getModel();
      const at = error === undefined ? undefined : errorRecordOf(error).at;
      if (model === null) return;
      monaco.editor.setModelMarkers(
        model,
        'dango-sql',
        at?.line === undefined
          ? []
          : [
              {
                severity: monaco.MarkerSeverity.Error,
                message: errorRecordOf(error).message,
                startLineNumber: at.line,
                startColumn: at.column ?? 1,
                endLineNumber: at.line,
                endColumn: (at.column ?? 1) + 1,
              },
            ],
      );
    };
  };
  return (
    <div className={classes.page ?? ''}>
      <PageHeader
        title="SQL"
        parent={{ label: 'Data', href: '/data' }}
        description="One statement that reads. It sees the tables and nothing else: no files, no network, no changes."
        actions={
          <>
            <Select
              size="xs"
              w={150}
              aria-label="Most rows"
              data={limits.map((value) => ({ value, label: `Up to ${value} rows` }))}
              value={maxRows}
              onChange={(value) => setMaxRows(value ?? '1000')}
              allowDeselect={false}
            />
            {state.step === 'running' ? (
              <Button
                size="xs"
                color="red"
                variant="light"
                leftSection={<IconPlayerStop size={15} aria-hidden />}
                onClick={() => running.current?.abort()}
              >
                Cancel
              </Button>
            ) : (
              <Button size="xs" leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void run()}>
                Run
              </Button>
            )}
          </>
        }
      />
      <div className={classes.editor ?? ''}>
        <CodeEditor
          value={sql}
          onChange={setSql}
          language="sql"
          path="file:///query.sql"
          label="SQL"
          onReady={onReady}
        />
      </div>
      <Stack className={classes.answer ?? ''} gap="xs" aria-live="polite">
        {state.step === 'idle' ? (
          <Text size="sm" c="dimmed">
            Run it with Ctrl+Enter. A statement may take 30 seconds.
          </Text>
        ) : null}
        {state.step === 'running' ? <Waiting label="The query is running" height={28} count={3} /> : null}
        {state.step === 'cancelled' ? <Text size="sm">Cancelled.</Text> : null}
        {state.step === 'failed' ? <ErrorNotice error={state.error} /> : null}
        {state.step === 'answered' ? <Answer answer={state.answer} /> : null}
      </Stack>
    </div>
  );
}

function Answer({ answer: { columns, rows, isCut, durationMs } }: { readonly answer: SqlAnswer }) {
  return (
    <>
      <Group gap="xs">
        <Text size="sm">
          {countWords(rows.length, 'row')} in {durationText(durationMs)}
        </Text>
        {isCut ? <Text size="sm">There are more; this is the limit.</Text> : null}
      </Group>
      <section className={classes.scroll ?? ''} tabIndex={0} aria-label="Answer">
        <table className={classes.table ?? ''}>
          <thead>
            <tr>
              {columns.map(({ name, type }, position) => (
                <th key={position} scope="col">
                  {name} <span>{type}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, position) => (
              <tr key={position}>
                {columns.map(({ type }, at) => (
                  <td key={at} data-numeric={isNumeric(type)}>
                    <CellView value={row[at]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
