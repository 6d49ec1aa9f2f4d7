'use client';

import { Box, Button, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { editor } from 'monaco-editor';
import { useSearchParams } from 'next/navigation';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';

import { diagnoseSources } from '#lib/spec/diagnose-sources.ts';
import type { TextVersion } from '#lib/index.ts';
import { saveSourcesFileAction } from '../../app/_actions/sources-file-actions.ts';
import { SaveDialog, type SaveAnswer } from '../drafts/save-dialog.tsx';
import { useDraft, type DraftBase } from '../drafts/use-draft.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { notifyDone } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { countWords } from '../format/count-words.ts';
import { useSourceChange } from '../sources/use-source-change.ts';
import { FaultList } from './fault-list.tsx';
import classes from './sources-file-editor.module.css';

interface Standing {
  readonly editor: editor.IStandaloneCodeEditor;
  readonly monaco: MonacoApi;
}

/** Edits sources.yml as one text: faults are underlined and listed; what is not saved survives a reload. */
export function SourcesFileEditor({ saved }: { readonly saved: TextVersion }) {
  const draft = useDraft('.dango/sources.yml', saved);
  const [isSaving, setSaving] = useState(false);
  const [standing, setStanding] = useState<Standing>();
  const line = Number(useSearchParams().get('line') ?? Number.NaN);
  const text = useDeferredValue(draft.text);
  const faults = useMemo(() => diagnoseSources(text), [text]);
  const save = useSourceChange(async ({ text: wanted, base }: { text: string; base: DraftBase }) => {
    const answer = await runAction(saveSourcesFileAction({ text: wanted, baseHash: base.hash }));
    return answer.outcome === 'saved'
      ? ({ outcome: 'saved', base: { text: wanted, hash: answer.hash } } satisfies SaveAnswer)
      : ({ outcome: 'changed-on-disk', base: { text: answer.text, hash: answer.hash } } satisfies SaveAnswer);
  });
  useHotkeys([['mod+S', () => draft.isChanged && setSaving(true)]], []);

  useEffect(() => {
    const model = standing?.editor.getModel();
    if (standing === undefined || model === undefined || model === null) return;
    standing.monaco.editor.setModelMarkers(
      model,
      'dango',
      faults.map((fault) => ({
        startLineNumber: fault.line,
        startColumn: fault.column,
        endLineNumber: fault.endLine,
        endColumn: fault.endColumn,
        message: fault.hint === undefined ? fault.message : `${fault.message}\n${fault.hint}`,
        severity: standing.monaco.MarkerSeverity.Error,
      })),
    );
  }, [standing, faults]);

  useEffect(() => {
    if (standing !== undefined && line > 0) showLine(standing.editor, line);
  }, [standing, line]);

  return (
    <Box className={classes.root ?? ''}>
      <PageHeader
        title=".dango/sources.yml"
        parent={{ label: 'Sources', href: '/sources' }}
        description={
          <output>
            {draft.isChanged ? 'Not saved yet' : 'Saved'}
            {draft.isRestored && draft.isChanged ? ' · your draft from before' : ''} ·{' '}
            {faults.length === 0 ? 'no faults' : countWords(faults.length, 'fault')}
          </output>
        }
        actions={
          <>
            <Button variant="default" disabled={!draft.isChanged} onClick={draft.discard}>
              Discard changes
            </Button>
            <Button disabled={!draft.isChanged} onClick={() => setSaving(true)}>
              Save…
            </Button>
          </>
        }
      />
      <Box className={classes.editor ?? ''}>
        <CodeEditor
          value={draft.text}
          onChange={draft.setText}
          language="yaml"
          path="file:///.dango/sources.yml"
          label="sources.yml"
          onReady={(made, monaco) => {
            made.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => setSaving(true));
            setStanding({ editor: made, monaco });
          }}
        />
      </Box>
      {faults.length === 0 ? (
        <Text size="sm" c="dimmed" px={{ base: 16, sm: 24 }} py="sm">
          One fault stops only its own source; the others go on.
        </Text>
      ) : (
        <FaultList
          faults={faults}
          onChoose={(fault) => standing && showLine(standing.editor, fault.line, fault.column)}
        />
      )}
      <SaveDialog
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        draft={draft}
        file="sources.yml"
        language="yaml"
        save={async (wanted, base) => await save.mutateAsync({ text: wanted, base })}
        onSaved={() => notifyDone('sources.yml is saved.')}
      />
    </Box>
  );
}

function showLine(standing: editor.IStandaloneCodeEditor, line: number, column = 1): void {
  standing.revealLineInCenter(line);
  standing.setPosition({ lineNumber: line, column });
  standing.focus();
}
