'use client';

import { Alert, Anchor, Box, SegmentedControl, Text } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { flushSync } from 'react-dom';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { DangoError } from '#lib/errors/dango-error.ts';
import type { SecretListing } from '#lib/index.ts';
import { getYamlValue } from '#lib/spec/get-yaml-value.ts';
import { diagnoseSources } from '#lib/spec/diagnose-sources.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { setYamlValue } from '#lib/spec/set-yaml-value.ts';
import { sliceSource } from '#lib/spec/slice-source.ts';
import { spellingOf } from '#lib/spec/spelling-of.ts';
import { validateSources } from '#lib/spec/validate-sources.ts';
import { SaveDialog } from '../drafts/save-dialog.tsx';
import { useDraft, type DraftBase } from '../drafts/use-draft.ts';
import { notifyDone } from '../feedback/notify.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { TestPanel, type TestPanelHandle } from '../test-panel/test-panel.tsx';
import { Workbench } from '../workbench/workbench.tsx';
import { DraftStatus } from './draft-status.tsx';
import { ForeignSpelling } from './foreign-spelling.tsx';
import { SourceFaults } from './form/source-faults.tsx';
import { SourceFormValue, type SourceFormContext } from './form/source-form-context.ts';
import { SourceForm } from './form/source-form.tsx';
import { listTables } from './form/table-list.ts';
import { saveSection } from './save-section.ts';
import { SourceActions } from './source-actions.tsx';
import { frameOf, isFrameOf } from './source-section.ts';
import { useView } from './use-view.ts';
import { YamlPane, type YamlPlaceMark } from './yaml-pane.tsx';
import classes from './rest-source.module.css';

interface RestSourceEditorProps {
  readonly name: string;
  readonly project: string;
  readonly saved: DraftBase;
}

/** One text, shown as a form and as YAML, with what saves, tries and syncs it. */
export function RestSourceEditor({ name, project, saved }: RestSourceEditorProps) {
  const queries = useQueryClient();
  const draft = useDraft(`${project}:sources.yml:${name}`, saved);
  const { text, setText } = draft;
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const [chosenView, setView] = useView();
  const view = chosenView ?? (isWide ? 'both' : 'form');
  const [mark, setMark] = useState<YamlPlaceMark>();
  const [openTable, setOpenTable] = useState<number>();
  const [isSaving, setSaving] = useState(false);
  const [tests, setTests] = useState(0);
  const panel = useRef<TestPanelHandle>(null);
  const { data: secrets } = useQuery({
    queryKey: ['secrets'],
    queryFn: async ({ signal }) => await fetchJson<{ secrets: SecretListing[] }>('/api/secrets', { signal }),
  });
  const secretNames = useMemo(() => [...new Set(secrets?.secrets.map((secret) => secret.name))].sort(), [secrets]);

  // The frame stays while only the section changes, so that nothing jumps while a line at its end is half typed.
  const [frame, setFrame] = useState(() => frameOf(text, name));
  if (!isFrameOf(frame, text)) setFrame(frameOf(text, name));

  // Two edits may come before the page is drawn again; the second begins from the first.
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  const change = useCallback(
    (next: string) => {
      latest.current = next;
      setText(next);
    },
    [setText],
  );
  const faults = useMemo(() => {
    const all = diagnoseSources(text);
    // Where the YAML cannot be read at all, the fault is everybody's.
    return all.filter(({ source, path }) => source === name || path === undefined);
  }, [text, name]);
  const isReadable = !faults.some(({ path }) => path === undefined);
  const form = useMemo<SourceFormContext>(
    () => ({
      text,
      secretNames,
      edit: (edit) => {
        try {
          change(edit(latest.current));
          return undefined;
        } catch (error) {
          if (!DangoError.is(error)) throw error;
          return error.hint === undefined ? error.message : `${error.message} → ${error.hint}`;
        }
      },
      faultAt: (path) => faults.find((fault) => JSON.stringify(fault.path) === JSON.stringify(path))?.message,
      mark: (path: KeyPath) => setMark({ path, isTarget: false }),
      showInYaml: (path: KeyPath) => {
        if (view === 'form') setView(isWide ? 'both' : 'yaml');
        setMark({ path, isTarget: true });
      },
      onSecretStored: () => void queries.invalidateQueries({ queryKey: ['secrets'] }),
    }),
    [text, secretNames, faults, change, view, setView, isWide, queries],
  );

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
      ['mod+S', openSave],
      ['mod+Enter', test],
    ],
    [],
  );
  const index = sliceSource(text, name)?.index ?? indexOf(text, name);
  const { spelling } = spellingOf(
    index === undefined || !isReadable ? undefined : getYamlValue(text, ['sources', index, 'rest_api']),
  );
  const foreign = spelling === 'dango' ? [] : resourcesOf(text, name);
  const tables = index === undefined ? [] : listTables(text, ['sources', index, 'rest_api', 'resources']);
  const selected = openTable === undefined ? undefined : tables[openTable]?.name;
  return (
    <Box
      onKeyDownCapture={(event) => {
        if (!(event.ctrlKey || event.metaKey)) return;
        // The SQL field of the panel runs its query by the same keys.
        if (event.key === 'Enter' && (event.target as Element).closest('[data-own-enter]') !== null) return;
        if (event.key === 'Enter') test();
        else if (event.key === 's' && draft.isChanged) setSaving(true);
        else if (event.key !== 's') return;
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
            source={name}
            resources={spelling === 'dango' ? tables.map((table) => table.name).filter((one) => one !== '') : foreign}
            getDraft={() => ({ sourcesText: latest.current })}
            draft={text}
            onFix={(fix) => form.edit((now) => setYamlValue(now, ['sources', index ?? 0, ...fix.path], fix.value))}
            {...(selected === undefined ? {} : { selectedResource: selected })}
          />
        }
      >
        <div className={`${classes.panes ?? ''} ${view === 'both' ? (classes.both ?? '') : ''}`}>
          {view === 'yaml' ? null : (
            <div className={classes.pane ?? ''}>
              {index === undefined && isReadable ? (
                <Alert m="md" color="orange" title="The form cannot find this source">
                  Correct the YAML: there is no source called {name} in it.
                </Alert>
              ) : (
                <SourceFormValue value={form}>
                  <SourceFaults faults={faults} />
                  {isReadable && spelling !== 'dango' ? (
                    <ForeignSpelling
                      name={name}
                      spelling={spelling}
                      text={text}
                      onChange={change}
                      onShowYaml={() => setView(isWide ? 'both' : 'yaml')}
                    />
                  ) : isReadable ? (
                    <SourceForm index={index ?? 0} openTable={openTable} onOpenTable={setOpenTable} />
                  ) : (
                    <Text size="sm" p="md">
                      The form comes back as soon as the file can be read. It may be another source that has the fault:{' '}
                      <Anchor component={Link} href="/sources/file" size="sm" underline="always">
                        open the whole file
                      </Anchor>
                      .
                    </Text>
                  )}
                </SourceFormValue>
              )}
            </div>
          )}
          {view === 'form' ? null : (
            <div className={`${classes.pane ?? ''} ${classes.yaml ?? ''}`}>
              <YamlPane
                name={name}
                text={text}
                onChange={change}
                frame={isFrameOf(frame, text) ? frame : frameOf(text, name)}
                mark={mark}
                secretNames={secretNames}
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
          notifyDone('sources.yml is saved');
          void queries.invalidateQueries({ queryKey: ['sources'] });
          void queries.invalidateQueries({ queryKey: ['secrets'] });
        }}
      />
    </Box>
  );
}

function indexOf(text: string, name: string): number | undefined {
  const sources = getYamlValue(text, ['sources']);
  const index = Array.isArray(sources) ? sources.findIndex((source: unknown) => getNameOf(source) === name) : -1;
  return index < 0 ? undefined : index;
}

/** Of a source in other words, which the form cannot list. */
function resourcesOf(text: string, name: string): string[] {
  const spec = validateSources(text, 'sources.yml').entries.find((entry) => entry.name === name)?.spec;
  return spec?.type === 'rest_api' ? spec.rest_api.resources.map((resource) => resource.name) : [];
}

function getNameOf(source: unknown): unknown {
  return typeof source === 'object' && source !== null && 'name' in source ? source.name : undefined;
}
