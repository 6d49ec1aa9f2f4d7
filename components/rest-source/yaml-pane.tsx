'use client';

import type { editor } from 'monaco-editor';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { yamlRange } from '#lib/spec/yaml-range.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { addSourceLanguage, sourceMarkers } from './source-languages.ts';
import { sectionIn, type SectionFrame } from './source-section.ts';
import classes from './rest-source.module.css';

export interface YamlPlaceMark {
  readonly path: KeyPath;
  /** Moves the cursor there, when a person asked to edit the place here. */
  readonly isTarget: boolean;
}

export interface YamlPaneProps {
  readonly name: string;
  /** The whole file. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly frame: SectionFrame;
  readonly mark: YamlPlaceMark | undefined;
  readonly secretNames: readonly string[];
}

/** The lines of one source in sources.yml, numbered as in the file. */
export function YamlPane({ name, text, onChange, frame, mark, secretNames }: YamlPaneProps) {
  const [standing, setStanding] = useState<{ editor: editor.IStandaloneCodeEditor; monaco: MonacoApi }>();
  const firstLine = frame.before.split('\n').length;
  const context = useRef({ ...frame, secretNames });
  useEffect(() => {
    context.current = { ...frame, secretNames };
  }, [frame, secretNames]);
  const checked = useDeferredValue(text);

  useEffect(() => {
    standing?.editor.updateOptions({ lineNumbers: (line) => String(line + firstLine - 1) });
  }, [standing, firstLine]);

  useEffect(() => {
    const model = standing?.editor.getModel();
    if (standing === undefined || model === null || model === undefined) return;
    standing.monaco.editor.setModelMarkers(model, 'dango', sourceMarkers(standing.monaco, model, checked, frame));
  }, [standing, checked, frame]);

  useEffect(() => {
    const model = standing?.editor.getModel();
    const range = mark === undefined ? undefined : yamlRange(text, mark.path);
    if (standing === undefined || model === null || model === undefined || range === undefined) return undefined;
    const start = model.getPositionAt(range.start - frame.before.length);
    const end = model.getPositionAt(range.end - frame.before.length);
    const marked = standing.editor.createDecorationsCollection([
      {
        range: standing.monaco.Range.fromPositions(start, end),
        options: { isWholeLine: true, className: classes.marked ?? '', linesDecorationsClassName: classes.edge ?? '' },
      },
    ]);
    standing.editor.revealPositionInCenterIfOutsideViewport(start);
    return () => marked.clear();
  }, [standing, mark, text, frame]);

  const target = mark?.isTarget === true ? mark : undefined;
  const jump = useEffectEvent(({ path }: YamlPlaceMark) => {
    const range = yamlRange(text, path);
    const position = standing?.editor.getModel()?.getPositionAt((range?.start ?? 0) - frame.before.length);
    if (position !== undefined) standing?.editor.setPosition(position);
    standing?.editor.focus();
  });
  useEffect(() => {
    if (standing !== undefined && target !== undefined) jump(target);
  }, [standing, target]);

  return (
    <CodeEditor
      value={sectionIn(frame, text)}
      onChange={(section) => onChange(frame.before + section + frame.after)}
      language="yaml"
      path={`file:///sources/${name}.yml`}
      label={`YAML of ${name}`}
      options={{ quickSuggestions: { other: true, comments: false, strings: true }, wordBasedSuggestions: 'off' }}
      onReady={(made, monaco) => {
        const model = made.getModel();
        if (model === null) return undefined;
        const language = addSourceLanguage(monaco, model, () => context.current);
        setStanding({ editor: made, monaco });
        return () => {
          language.dispose();
          setStanding(undefined);
        };
      }}
    />
  );
}
