'use client';

import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import type { ModuleListing, TextVersion } from '#lib/index.ts';
import { startSyncAction } from '../../app/_actions/run-actions.ts';
import { DiscardButton } from '../drafts/discard-button.tsx';
import { SaveDialog } from '../drafts/save-dialog.tsx';
import { useDraft } from '../drafts/use-draft.ts';
import { notifyDone, notifyError } from '../feedback/notify.ts';
import { runAction } from '../server-data/run-action.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { OpenPlace } from '../test-panel/place-link.tsx';
import { emptyPreview, type PreviewState } from '../test-panel/preview-state.ts';
import { TestPanel, type ErrorPlace, type TestPanelHandle } from '../test-panel/test-panel.tsx';
import { Workbench } from '../workbench/workbench.tsx';
import classes from './custom-source.module.css';
import { DraftStanding } from './draft-standing.tsx';
import { marksOf } from './line-marks.ts';
import { moduleDraftKey } from './module-address.ts';
import { ModuleBar } from './module-bar.tsx';
import { ModuleCode, type ModuleCodeHandle, type ModulePlace } from './module-code.tsx';
import { ModuleFiles } from './module-files.tsx';
import { ModuleParameters } from './module-parameters.tsx';
import type { ChangedNeighbour } from './open-neighbours.ts';
import { mergeProblems, problemOfFinding, problemOfMark, type Problem } from './problem.ts';
import { ProblemsList } from './problems-list.tsx';
import { putTypes, writeResponseTypes } from './response-types.ts';
import { saveModule, saveNeighbours } from './save-module.ts';
import { useModuleCheck } from './use-module-check.ts';
import { useParameterEdits } from './use-parameter-edits.ts';

export interface CustomSourceEditorProps {
  readonly name: string;
  /** Name of the project's folder: drafts of one project stay apart from those of another. */
  readonly project: string;
  /** Relative to custom_sources. */
  readonly file: string;
  readonly modules: readonly ModuleListing[];
  readonly saved: TextVersion;
  /** Where to begin. Default: at the top. */
  readonly start?: Omit<ModulePlace, 'file'> | undefined;
}

/** The module of a source: write, check, test, save, sync. */
export function CustomSourceEditor({ name, project, file, modules, saved, start }: CustomSourceEditorProps) {
  const router = useRouter();
  const client = useQueryClient();
  const draft = useDraft(moduleDraftKey(project, file), saved);
  const panel = useRef<TestPanelHandle>(null);
  const code = useRef<ModuleCodeHandle>(null);
  const [tests, setTests] = useState(0);
  const [editorProblems, setEditorProblems] = useState<readonly Problem[]>([]);
  const [tested, setTested] = useState(emptyPreview);
  const [startedAt, setStartedAt] = useState(0);
  const [elapsedMs, setElapsedMs] = useState(0);
  const [neighbours, setNeighbours] = useState<readonly ChangedNeighbour[]>([]);
  const [place, setPlace] = useState(start);
  const [saving, setSaving] = useState<'no' | 'save' | 'sync'>('no');
  const [showsParameters, setShowsParameters] = useState(false);
  const parameters = useParameterEdits(name);

  const others = useMemo(() => Object.fromEntries(neighbours.map((one) => [one.file, one.text])), [neighbours]);
  const findings = useModuleCheck(file, draft.text, others);
  // A module may print faster than a page is drawn.
  const told = useDeferredValue(tested);
  const marks = useMemo(() => marksOf(told), [told]);
  const given = useMemo(
    () => [...findings.map(problemOfFinding), ...marks.filter(({ kind }) => kind === 'error').map(problemOfMark)],
    [findings, marks],
  );
  const problems = useMemo(() => mergeProblems([...editorProblems, ...given]), [editorProblems, given]);

  const showPlace = (failed: ErrorPlace | undefined): void => {
    if (failed?.file === `custom_sources/${file}`) setPlace({ line: failed.line, column: failed.column });
  };
  const open = ({ file: other, line, column }: ModulePlace): void => {
    if (other === file) return setPlace({ line, column });
    const query = new URLSearchParams({ file: other, line: String(line), column: String(column) });
    router.push(`/sources/${encodeURIComponent(name)}?${query.toString()}`);
  };
  const isChanged = draft.isChanged || neighbours.length > 0;
  const watch = (state: PreviewState): void => {
    const now = performance.now();
    if (state.isRunning && !tested.isRunning) setStartedAt(now);
    setElapsedMs(state.isRunning && !tested.isRunning ? 0 : now - startedAt);
    setTested(state);
  };
  const sync = async (): Promise<void> => {
    try {
      const { runId } = await runAction(startSyncAction({ source: name }));
      router.push(`/runs/${runId}`);
    } catch (error) {
      notifyError(error, 'The sync did not start');
    }
  };
  const finishSave = async (): Promise<void> => {
    await saveNeighbours(neighbours, (other, base) => {
      code.current?.rebaseNeighbour(other, base);
      void client.invalidateQueries({ queryKey: ['module', other] });
    });
    notifyDone(`custom_sources/${[file, ...neighbours.map((one) => one.file)].join(', ')}: saved.`);
    void client.invalidateQueries({ queryKey: ['module', file] });
    void client.invalidateQueries({ queryKey: ['sources'] });
    if (saving === 'sync') void sync();
  };
  const test = (): void => {
    // The panel has to stand before it can start.
    flushSync(() => setTests((count) => count + 1));
    panel.current?.start();
  };
  const openSave = async (then: 'save' | 'sync' = 'save'): Promise<void> => {
    const text = (await code.current?.format()) ?? draft.text;
    if (text !== draft.base.text || neighbours.length > 0) setSaving(then);
    else if (then === 'sync') void sync();
  };
  const insertTypes = (block: string): void => {
    const { text, line } = putTypes(draft.text, block);
    draft.setText(text);
    setPlace({ line, column: 1 });
  };
  const types = useMemo(() => writeResponseTypes(tested.exchanges), [tested.exchanges]);
  useHotkeys(
    [
      ['mod+Enter', test],
      ['mod+S', () => void openSave()],
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
            description={<DraftStanding file={file} draft={draft} neighbours={neighbours} />}
            actions={
              <>
                {isChanged ? (
                  <DiscardButton
                    onDiscard={() => {
                      code.current?.revertNeighbours();
                      draft.discard();
                    }}
                  />
                ) : null}
                <Button variant="default" onClick={test} title="Ctrl+Enter">
                  Test
                </Button>
                <Button variant="default" disabled={!isChanged} onClick={() => void openSave()} title="Ctrl+S">
                  Save
                </Button>
                <Button onClick={() => (isChanged ? void openSave('sync') : void sync())}>
                  {isChanged ? 'Save and sync' : 'Sync'}
                </Button>
              </>
            }
          />
        }
        dockRequests={tests}
        onCloseDock={() => setTests(0)}
        dock={
          <OpenPlace value={(at) => open({ ...at, file: at.file.replace(/^custom_sources\//, '') })}>
            <TestPanel
              ref={panel}
              source={name}
              resources={[]}
              getDraft={() => ({
                ...(isChanged ? { modules: { ...others, [file]: draft.text } } : {}),
                ...parameters.draft(),
              })}
              onPlace={showPlace}
              onState={watch}
            />
          </OpenPlace>
        }
      >
        <div className={classes.page ?? ''}>
          <ModuleFiles modules={modules} file={file} page={`/sources/${encodeURIComponent(name)}`} />
          <div className={classes.editor ?? ''}>
            <ModuleBar
              state={tested}
              elapsedMs={elapsedMs}
              onCancel={() => panel.current?.cancel()}
              onParameters={() => setShowsParameters(true)}
              onTypes={types === undefined ? undefined : () => insertTypes(types)}
            />
            <div className={classes.code ?? ''} data-pane>
              <ModuleCode
                ref={code}
                project={project}
                file={file}
                text={draft.text}
                onChange={draft.setText}
                problems={given}
                onEditorProblems={setEditorProblems}
                marks={marks}
                onSave={() => void openSave()}
                onTest={test}
                place={place}
                onOpen={open}
                onNeighbours={setNeighbours}
              />
            </div>
            <ProblemsList problems={problems} onChoose={open} />
          </div>
        </div>
      </Workbench>
      <SaveDialog
        isOpen={saving !== 'no'}
        onClose={() => setSaving('no')}
        draft={draft}
        file={`custom_sources/${file}`}
        language="typescript"
        faults={problems
          .filter(({ from }) => from !== 'test')
          .map(({ file: where, line, message }) => `${where}, line ${line}: ${message}`)}
        save={(text, base) => saveModule(file, text, base)}
        onSaved={() => void finishSave()}
      />
      <ModuleParameters
        source={name}
        modules={{ ...others, [file]: draft.text }}
        edits={parameters}
        isOpen={showsParameters}
        onClose={() => setShowsParameters(false)}
      />
    </>
  );
}
