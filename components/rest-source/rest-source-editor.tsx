'use client';

import { Box, SegmentedControl } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { flushSync } from 'react-dom';
import { useCallback, useRef, useState } from 'react';

import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import { nothingSeen, type SeenFields } from '#lib/spec/seen-fields.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { spellingOf } from '#lib/spec/spelling-of.ts';
import { validateSources } from '#lib/spec/validate-sources.ts';
import { SaveDialog } from '../drafts/save-dialog.tsx';
import { UndoButtons } from '../drafts/undo-buttons.tsx';
import type { DraftBase } from '../drafts/use-draft.ts';
import { useUndoKeys } from '../drafts/use-undo-keys.ts';
import { notifyDone } from '../feedback/notify.ts';
import { PageHeader } from '../shell/page-header.tsx';
import type { Fixing } from '../test-panel/preview-findings.tsx';
import { TestPanel, type TestPanelHandle } from '../test-panel/test-panel.tsx';
import { Workbench } from '../workbench/workbench.tsx';
import { DraftStatus } from './draft-status.tsx';
import { findSource } from './find-source.ts';
import { FormPane } from './form-pane.tsx';
import { SourceFormValue } from './form/source-form-context.ts';
import { listTables } from './form/table-list.ts';
import { isFixed, placeOfFix } from './place-of-fix.ts';
import { saveSection } from './save-section.ts';
import { seenFields } from './seen-fields.ts';
import { SourceActions } from './source-actions.tsx';
import { useFormContext } from './use-form-context.ts';
import { usePlaces } from './use-places.ts';
import { useSecretNames } from './use-secret-names.ts';
import { useSourceText } from './use-source-text.ts';
import { useStart } from './use-start.ts';
import { useView } from './use-view.ts';
import { YamlPane } from './yaml-pane.tsx';
import classes from './rest-source.module.css';

interface RestSourceEditorProps {
  readonly name: string;
  readonly project: string;
  readonly saved: DraftBase;
}

/** One text, shown as a form and as YAML, with what saves, tries and syncs it. */
export function RestSourceEditor({ name, project, saved }: RestSourceEditorProps) {
  const queries = useQueryClient();
  const router = useRouter();
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [chosenView, setView] = useView();
  const view = chosenView ?? (isWide ? 'both' : 'form');
  const openYaml = useCallback(() => {
    if (view === 'form') setView(isWide ? 'both' : 'yaml');
  }, [view, isWide, setView]);
  const places = usePlaces({ view, openYaml, start: useStart(saved.text) });
  const { draft, edits, frame, faults, isReadable, index, called } = useSourceText({
    project,
    name,
    saved,
    onMove: places.showMove,
  });
  const { text } = draft;
  const [isSaving, setSaving] = useState(false);
  const [tests, setTests] = useState(0);
  const [seen, setSeen] = useState<SeenFields>(nothingSeen);
  const panel = useRef<TestPanelHandle>(null);
  const panes = useRef<HTMLDivElement>(null);
  const secretNames = useSecretNames();
  const form = useFormContext({ text, saved: draft.base.text, edits, faults, secretNames, places, seen });
  useUndoKeys(panes, edits);

  const test = (): void => {
    // The panel has to stand before it can start.
    flushSync(() => setTests((count) => count + 1));
    panel.current?.start();
  };
  const openSave = (): void => {
    if (draft.isChanged) setSaving(true);
  };
  // Those of the page; in the fields and the editor the keys are caught below.
  useHotkeys(
    [
      ['mod+S', (event) => (isInDialog(event.target) ? undefined : openSave())],
      ['mod+Enter', (event) => (isInDialog(event.target) ? undefined : test())],
    ],
    [],
  );
  const { spelling } = spellingOf(
    index === undefined || !isReadable ? undefined : getYamlValue(text, ['sources', index, 'rest_api']),
  );
  const fixingOf = (tested: string | undefined): Fixing => {
    const testedIndex = tested === undefined ? undefined : findSource(draft.base.text, tested, name).index;
    const at = { text, index, tested, testedIndex };
    return {
      isDone: (fix) => isFixed(fix, at),
      apply: (fix) => {
        const path = placeOfFix(fix, at);
        if (path === undefined) return 'Its table is not there any more: run the test again.';
        return form.edit((now) => setYamlValue(now, path, fix.value), { path });
      },
    };
  };
  const foreign = spelling === 'dango' ? [] : resourcesOf(text, called);
  const tables = index === undefined ? [] : listTables(text, ['sources', index, 'rest_api', 'resources']);
  const { openTable } = places;
  const selected = openTable === undefined ? undefined : tables[openTable]?.name;
  return (
    <Box
      onKeyDownCapture={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.altKey || isInDialog(event.target)) return;
        // The SQL field of the panel runs its query by the same keys.
        if (event.key === 'Enter' && (event.target as Element).closest('[data-own-enter]') !== null) return;
        const key = event.key.toLowerCase();
        if (key === 'enter') test();
        else if (key === 's') openSave();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Workbench
        header={
          <PageHeader
            title={name}
            parent={{ label: 'Sources', href: '/sources' }}
            description={<DraftStatus draft={draft} />}
            actions={
              <>
                <UndoButtons edits={edits} />
                <SegmentedControl
                  size="xs"
                  aria-label="Layout"
                  value={view}
                  onChange={(next) => setView(next)}
                  data={[
                    { value: 'form', label: 'Form' },
                    { value: 'both', label: 'Both' },
                    { value: 'yaml', label: 'YAML' },
                  ]}
                />
                <SourceActions name={name} isChanged={draft.isChanged} onTest={test} onSave={() => setSaving(true)} />
              </>
            }
          />
        }
        dockRequests={tests}
        onCloseDock={() => setTests(0)}
        dock={
          <TestPanel
            ref={panel}
            source={called}
            resources={spelling === 'dango' ? tables.map((table) => table.name).filter((one) => one !== '') : foreign}
            getDraft={() => ({ sourcesText: edits.latest() })}
            draft={text}
            fixingOf={fixingOf}
            onState={(state) => setSeen(seenFields(state))}
            {...(selected === undefined ? {} : { selectedResource: selected })}
          />
        }
      >
        <div ref={panes} className={`${classes.panes ?? ''} ${view === 'both' ? (classes.both ?? '') : ''}`}>
          {view === 'yaml' ? null : (
            <div className={classes.pane ?? ''} data-pane>
              <SourceFormValue value={form}>
                <FormPane
                  name={called}
                  index={index}
                  spelling={spelling}
                  isReadable={isReadable}
                  faults={faults}
                  openTable={openTable}
                  onOpenTable={places.setOpenTable}
                  onShowYaml={() => setView(isWide ? 'both' : 'yaml')}
                />
              </SourceFormValue>
            </div>
          )}
          {view === 'form' ? null : (
            <div className={`${classes.pane ?? ''} ${classes.yaml ?? ''}`} data-pane>
              <YamlPane
                name={name}
                text={text}
                onChange={(next) => edits.change(next, { view: 'text', isTyping: true })}
                onCursor={places.onCursor}
                frame={frame}
                mark={places.mark}
                secretNames={secretNames}
                seen={seen}
              />
            </div>
          )}
        </div>
      </Workbench>
      <SaveDialog
        isOpen={isSaving}
        onClose={() => setSaving(false)}
        // What is saved may hold changes that others made elsewhere in the file.
        draft={{ ...draft, rebase: draft.takeOver }}
        file="sources.yml"
        faults={faults.map(({ line, message }) => `Line ${line}: ${message}`)}
        language="yaml"
        save={async (written, base) => {
          const answer = await saveSection({ name, began: draft.base, text: written, base });
          if (answer.outcome === 'saved') queries.setQueryData(['sources-file'], answer.base);
          return answer;
        }}
        onSaved={() => {
          edits.seal();
          notifyDone('sources.yml is saved');
          if (called !== name) router.replace(`/sources/${encodeURIComponent(called)}?view=${view}`);
          void queries.invalidateQueries({ queryKey: ['sources'] });
          void queries.invalidateQueries({ queryKey: ['secrets'] });
        }}
      />
    </Box>
  );
}

/** What is shown above the page has keys of its own. */
function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}

/** Of a source in other words, which the form cannot list. */
function resourcesOf(text: string, name: string): string[] {
  const spec = validateSources(text, 'sources.yml').entries.find((entry) => entry.name === name)?.spec;
  return spec?.type === 'rest_api' ? spec.rest_api.resources.map((resource) => resource.name) : [];
}
