'use client';

import type { editor } from 'monaco-editor';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import type { SeenFields } from '#lib/spec/seen-fields.ts';
import type { Extent } from '#lib/spec/source-extent.ts';
import { yamlPathAt } from '#lib/spec/yaml-path-at.ts';
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
  /** Offsets of what is meant, where it is not the whole place. */
  readonly range?: Extent;
}

export interface YamlPaneProps {
  readonly name: string;
  /** The whole file. */
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Called when the cursor goes to another key. */
  readonly onCursor: (path: KeyPath) => void;
  readonly frame: SectionFrame;
  readonly mark: YamlPlaceMark | undefined;
  readonly secretNames: readonly string[];
  readonly seen: SeenFields;
}

/** How long the cursor rests before the form follows it, in milliseconds. */
const cursorRest = 150;

/** The lines of one source in sources.yml, numbered as in the file. */
export function YamlPane({ name, text, onChange, onCursor, frame, mark, secretNames, seen }: YamlPaneProps) {
  const [standing, setStanding] = useState<{ editor: editor.IStandaloneCodeEditor; monaco: MonacoApi }>();
  const firstLine = frame.before.split('\n').length;
  const context = useRef({ ...frame, secretNames, seen });
  useEffect(() => {
    context.current = { ...frame, secretNames, seen };
  }, [frame, secretNames, seen]);
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
    const range = mark === undefined ? undefined : (mark.range ?? yamlRange(text, mark.path));
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
  const jump = useEffectEvent(({ path, range }: YamlPlaceMark) => {
    const offset = range?.end ?? yamlRange(text, path)?.start ?? 0;
    const position = standing?.editor.getModel()?.getPositionAt(offset - frame.before.length);
    if (position !== undefined) standing?.editor.setPosition(position);
    standing?.editor.focus();
  });
  useEffect(() => {
    if (standing !== undefined && target !== undefined) jump(target);
  }, [standing, target]);

  const follow = useEffectEvent((editor: editor.IStandaloneCodeEditor) => {
    const [model, position] = [editor.getModel(), editor.getPosition()];
    if (model === null || position === null || !editor.hasTextFocus()) return;
    const whole = frame.before + model.getValue() + frame.after;
    const path = yamlPathAt(whole, model.getOffsetAt(position) + frame.before.length);
    if (path !== undefined) onCursor(path);
  });
  useEffect(() => {
    if (standing === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const { editor } = standing;
    const moves = editor.onDidChangeCursorPosition(() => {
      clearTimeout(timer);
      timer = setTimeout(() => follow(editor), cursorRest);
    });
    return () => {
      clearTimeout(timer);
      moves.dispose();
    };
  }, [standing]);

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
