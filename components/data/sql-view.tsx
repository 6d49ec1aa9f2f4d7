'use client';

import { Alert, Button, Group, Menu, Select, Switch, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconHistory, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { editor } from 'monaco-editor';
import dynamic from 'next/dynamic';
import { useEffect, useRef, useState } from 'react';

import type { ErrorRecord, SqlAnswer } from '#lib/index.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import { errorRecordOf } from '../feedback/error-record-of.ts';
import { countWords } from '../format/count-words.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import classes from './data.module.css';
import { addToHistory } from './query-history.ts';
import { registerTableNames } from './register-table-names.ts';

const AnswerGrid = dynamic(async () => (await import('./answer-grid.tsx')).AnswerGrid, { ssr: false });

const timeoutMs = 30_000;

export interface SqlViewProps {
  readonly sql: string;
  readonly onSql: (sql: string) => void;
  /** A test whose tables go by their own names. Default: the warehouse alone is asked. */
  readonly test?: string;
  /** Of the editor, in pixels. Default: 200. */
  readonly height?: number;
}

/** A place to type SQL that reads. It runs on the server in a process of its own; leaving or Cancel ends it. */
export function SqlView({ sql, onSql, test, height = 200 }: SqlViewProps) {
  const [withWarehouse, setWithWarehouse] = useState(false);
  const [history, setHistory] = useLocalStorage<readonly string[]>({ key: 'dango.sql.history', defaultValue: [] });
  const [maxRows, setMaxRows] = useState('1000');
  const [isCancelled, setCancelled] = useState(false);
  const running = useRef<AbortController>(undefined);
  const standing = useRef<{ editor: editor.IStandaloneCodeEditor; monaco: MonacoApi }>(undefined);
  const query = useMutation({
    mutationFn: (text: string) => {
      running.current = new AbortController();
      const over = test === undefined ? {} : { test, withWarehouse };
      const body = { ...over, sql: text, maxRows: Number(maxRows), timeoutMs };
      return fetchJson<SqlAnswer>('/api/sql', { body, signal: running.current.signal });
    },
    onError: (error) => showMarker(standing.current, errorRecordOf(error)),
  });
  const run = (): void => {
    // The editor knows the last key; the page may still be about to draw it.
    const text = standing.current?.editor.getValue() ?? sql;
    if (query.isPending || text.trim() === '') return;
    showMarker(standing.current, undefined);
    setCancelled(false);
    setHistory(addToHistory(history, text));
    query.mutate(text);
  };
  // The editor keeps the command that it was given first.
  const latestRun = useRef(run);
  useEffect(() => {
    latestRun.current = run;
  });
  const cancel = (): void => {
    setCancelled(true);
    running.current?.abort();
  };
  return (
    <div className={classes.main} style={{ height: '100%' }}>
      <div className={classes.bar}>
        {query.isPending ? (
          <Button size="xs" color="red" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <Button size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={run}>
            Run
          </Button>
        )}
        <Select
          size="xs"
          w={130}
          aria-label="Rows at most"
          allowDeselect={false}
          value={maxRows}
          onChange={(chosen) => setMaxRows(chosen ?? '1000')}
          data={['100', '1000', '10000'].map((value) => ({
            value,
            label: countWords(Number(value), 'row'),
          }))}
        />
        <Menu withArrow position="bottom-start" width={360}>
          <Menu.Target>
            <Button size="xs" variant="default" leftSection={<IconHistory size={14} aria-hidden />}>
              History
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
            {history.length === 0 ? <Menu.Label>No query was run yet</Menu.Label> : null}
            {history.map((text) => (
              <Menu.Item key={text} onClick={() => onSql(text)}>
                <Text size="xs" ff="monospace" lineClamp={2}>
                  {text}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {test === undefined ? null : (
          <Switch
            size="xs"
            label="With the warehouse"
            checked={withWarehouse}
            onChange={(event) => setWithWarehouse(event.currentTarget.checked)}
          />
        )}
        <Text size="xs" c="dimmed">
          {test === undefined ? '' : withWarehouse ? 'Loaded tables are named dataset.table. ' : ''}
          Ctrl+Enter runs. {timeoutMs / 1000} seconds at most.
        </Text>
      </div>
      <CodeEditor
        value={sql}
        onChange={onSql}
        language="sql"
        path={test === undefined ? 'file:///query.sql' : 'file:///test.sql'}
        label="SQL"
        height={height}
        onReady={(made, monaco) => {
          standing.current = { editor: made, monaco };
          made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latestRun.current());
          return registerTableNames(monaco);
        }}
      />
      <div style={{ borderTop: '1px solid var(--dango-line)' }} aria-live="polite">
        {query.isPending ? (
          <Text size="sm" p="sm">
            Running…
          </Text>
        ) : isCancelled ? (
          <Alert m="xs" color="gray" title="Cancelled" />
        ) : query.error === null ? null : (
          <ErrorNotice error={query.error} title="The query did not run" />
        )}
      </div>
      {query.data === undefined || query.isPending ? null : <Answer answer={query.data} />}
    </div>
  );
}

function Answer({ answer }: { readonly answer: SqlAnswer }) {
  const { rows, isCut, durationMs } = answer;
  return (
    <>
      <Group px="sm" py={6} gap="xs">
        <Text size="xs" component="output">
          {countWords(rows.length, 'row')} in {Math.round(durationMs)} ms
          {isCut ? '. There are more: the limit of rows cut the answer.' : ''}
        </Text>
      </Group>
      <div className={classes.grid}>
        <AnswerGrid answer={answer} />
      </div>
    </>
  );
}

function showMarker(
  standing: { readonly editor: editor.IStandaloneCodeEditor; readonly monaco: MonacoApi } | undefined,
  error: ErrorRecord | undefined,
): void {
  const model = standing?.editor.getModel();
  if (standing === undefined || model === null || model === undefined) return;
  const { line = 1, column = 1 } = error?.at ?? {};
  const word = model.getWordAtPosition({ lineNumber: Math.min(line, model.getLineCount()), column });
  const marker =
    error?.at?.line === undefined
      ? []
      : [
          {
            severity: standing.monaco.MarkerSeverity.Error,
            message: error.message,
            startLineNumber: line,
            endLineNumber: line,
            startColumn: column,
            endColumn: word?.endColumn ?? column + 1,
          },
        ];
  standing.monaco.editor.setModelMarkers(model, 'dango', marker);
}
