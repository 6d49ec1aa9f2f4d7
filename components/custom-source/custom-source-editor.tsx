'use client';

import { Button, Text } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import type { ModuleFinding, ModuleListing, TextVersion } from '#lib/index.ts';
import { saveModuleAction } from '../../app/_actions/module-actions.ts';
import { startSyncAction } from '../../app/_actions/run-actions.ts';
import { DiscardButton } from '../drafts/discard-button.tsx';
import { SaveDialog, type SaveAnswer } from '../drafts/save-dialog.tsx';
import { useDraft, type DraftBase } from '../drafts/use-draft.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { TestPanel, type ErrorPlace, type TestPanelHandle } from '../test-panel/test-panel.tsx';
import { Workbench } from '../workbench/workbench.tsx';
import classes from './custom-source.module.css';
import { ModuleCode } from './module-code.tsx';
import { ModuleFiles } from './module-files.tsx';
import { mergeProblems, problemOfFinding, type Problem } from './problem.ts';
import { ProblemsList } from './problems-list.tsx';

export interface CustomSourceEditorProps {
  readonly name: string;
  /** Relative to custom_sources. */
  readonly file: string;
  readonly modules: readonly ModuleListing[];
  readonly saved: TextVersion;
}

/** The module of a source: write, check, test, save, sync. */
export function CustomSourceEditor({ name, file, modules, saved }: CustomSourceEditorProps) {
  const router = useRouter();
  const client = useQueryClient();
  const draft = useDraft(`custom_sources/${file}`, saved);
  const panel = useRef<TestPanelHandle>(null);
  const [tests, setTests] = useState(0);
  const [editorProblems, setEditorProblems] = useState<readonly Problem[]>([]);
  const [exception, setException] = useState<Problem>();
  const [place, setPlace] = useState<{ readonly line: number; readonly column: number }>();
  const [saving, setSaving] = useState<'no' | 'save' | 'sync'>('no');

  const [checkedText] = useDebouncedValue(draft.text, 600);
  const check = useQuery({
    queryKey: ['module-check', file, checkedText],
    queryFn: ({ signal }) =>
      fetchJson<readonly ModuleFinding[]>('/api/modules/check', { body: { file, text: checkedText }, signal }),
    placeholderData: (before) => before,
  });
  const given = useMemo(
    () => [...(check.data ?? []).map(problemOfFinding), ...(exception === undefined ? [] : [exception])],
    [check.data, exception],
  );
  const problems = useMemo(() => mergeProblems([...editorProblems, ...given]), [editorProblems, given]);

  const showPlace = (failed: ErrorPlace | undefined): void => {
    const inModules = failed?.file.startsWith('custom_sources/') === true;
    if (failed === undefined || !inModules) return setException(undefined);
    const { line, column, message } = failed;
    const where = failed.file.slice('custom_sources/'.length);
    setException({ file: where, line, column, endLine: line, endColumn: column + 1, message, from: 'test' });
    if (where === file) setPlace({ line, column });
  };
  const choose = (problem: Problem): void => {
    if (problem.file === file) setPlace({ line: problem.line, column: problem.column });
    else router.push(`/sources/${encodeURIComponent(name)}?file=${encodeURIComponent(problem.file)}`);
  };
  const save = async (text: string, base: DraftBase): Promise<SaveAnswer> => {
    const answer = await runAction(saveModuleAction({ file, text, baseHash: base.hash }));
    if (answer.outcome === 'saved') return { outcome: 'saved', base: { text, hash: answer.hash } };
    return { outcome: 'changed-on-disk', base: { text: answer.text, hash: answer.hash } };
  };
  const sync = async (): Promise<void> => {
    try {
      const { runId } = await runAction(startSyncAction({ source: name }));
      router.push(`/runs/${runId}`);
    } catch (error) {
      notifyError(error, 'The sync did not start');
    }
  };
  const finishSave = (): void => {
    notifyDone(`custom_sources/${file} is saved.`);
    void client.invalidateQueries({ queryKey: ['module', file] });
    void client.invalidateQueries({ queryKey: ['sources'] });
    if (saving === 'sync') void sync();
  };
  const test = (): void => {
    // The panel has to stand before it can start.
    flushSync(() => setTests((count) => count + 1));
    panel.current?.start();
  };
  const openSave = (): void => {
    if (draft.isChanged) setSaving('save');
  };
  useHotkeys(
    [
      ['mod+Enter', test],
      ['mod+S', openSave],
    ],
    [],
  );

  return (
    <>
      <Workbench
        header={
          <PageHeader
            title={name}
            parent={{ label: 'Sources', href: '/sources' }}
            description={<DraftStanding file={file} isChanged={draft.isChanged} isRestored={draft.isRestored} />}
            actions={
              <>
                {draft.isChanged ? <DiscardButton onDiscard={draft.discard} /> : null}
                <Button variant="default" onClick={test} title="Ctrl+Enter">
                  Test
                </Button>
                <Button variant="default" disabled={!draft.isChanged} onClick={openSave} title="Ctrl+S">
                  Save
                </Button>
                <Button onClick={() => (draft.isChanged ? setSaving('sync') : void sync())}>
                  {draft.isChanged ? 'Save and sync' : 'Sync'}
                </Button>
              </>
            }
          />
        }
        dockRequests={tests}
        onCloseDock={() => setTests(0)}
        dock={
          <TestPanel
            ref={panel}
            source={name}
            resources={[]}
            getDraft={() => (draft.isChanged ? { modules: { [file]: draft.text } } : {})}
            onPlace={showPlace}
          />
        }
      >
        <div className={classes.page ?? ''}>
          <ModuleFiles modules={modules} file={file} page={`/sources/${encodeURIComponent(name)}`} />
          <div className={classes.editor ?? ''}>
            <div className={classes.code ?? ''}>
              <ModuleCode
                file={file}
                text={draft.text}
                onChange={draft.setText}
                problems={given}
                onEditorProblems={setEditorProblems}
                onSave={openSave}
                onTest={test}
                place={place}
              />
            </div>
            <ProblemsList problems={problems} onChoose={choose} />
          </div>
        </div>
      </Workbench>
      <SaveDialog
        isOpen={saving !== 'no'}
        onClose={() => setSaving('no')}
        draft={draft}
        file={`custom_sources/${file}`}
        language="typescript"
        faults={problems.map(({ line, message }) => `Line ${line}: ${message}`)}
        save={save}
        onSaved={finishSave}
      />
    </>
  );
}

interface DraftStandingProps {
  readonly file: string;
  readonly isChanged: boolean;
  readonly isRestored: boolean;
}

function DraftStanding({ file, isChanged, isRestored }: DraftStandingProps) {
  const standing = isRestored ? 'your changes from before are back, not saved' : 'changed, not saved';
  return (
    <Text size="sm" component="span">
      custom_sources/{file}
      {isChanged ? ` · ${standing}` : ''}
    </Text>
  );
}
