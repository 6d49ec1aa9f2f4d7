'use client';

import type { editor } from 'monaco-editor';
import { useEffect, useRef, useState } from 'react';

import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { notifyError } from '../feedback/notify.ts';
import { moduleAddress } from './module-address.ts';
import { openNeighbours } from './open-neighbours.ts';
import type { Problem } from './problem.ts';
import { setUpTypeScript } from './set-up-typescript.ts';

export interface ModuleCodeProps {
  /** Relative to custom_sources. */
  readonly file: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Marked in the text, besides what the editor finds itself. */
  readonly problems: readonly Problem[];
  /** Called with what the editor's own TypeScript finds, whenever that changes. */
  readonly onEditorProblems: (problems: readonly Problem[]) => void;
  /** Ctrl+S in the text. */
  readonly onSave: () => void;
  /** Ctrl+Enter in the text. */
  readonly onTest: () => void;
  /** A place to go to; a new object goes there again. */
  readonly place: { readonly line: number; readonly column: number } | undefined;
}

interface Standing {
  readonly code: editor.IStandaloneCodeEditor;
  readonly monaco: MonacoApi;
}

/** The text of a module in an editor that knows the types of "dango". */
export function ModuleCode(props: ModuleCodeProps) {
  const { file, text, onChange, problems, onEditorProblems, place } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const [standing, setStanding] = useState<Standing>();
  const onReady = (code: editor.IStandaloneCodeEditor, monaco: MonacoApi): (() => void) => {
    setStanding({ code, monaco });
    setUpTypeScript(monaco).catch((error: unknown) => notifyError(error, 'The types of "dango" did not load'));
    code.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => latest.current.onSave());
    code.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latest.current.onTest());
    const forget = openNeighbours(monaco, file);
    const uri = monaco.Uri.parse(moduleAddress(file));
    const watching = monaco.editor.onDidChangeMarkers((changed) => {
      if (changed.some((one) => one.toString() === uri.toString())) onEditorProblems(findProblems(monaco, file));
    });
    return () => {
      watching.dispose();
      forget();
      setStanding(undefined);
    };
  };

  useEffect(() => {
    const model = standing?.code.getModel();
    if (standing === undefined || model === undefined || model === null) return;
    const { monaco } = standing;
    for (const from of ['check', 'test'] as const) {
      const markers = problems
        .filter((problem) => problem.from === from && problem.file === file)
        .map((problem) => ({ ...toRange(problem), message: problem.message, severity: monaco.MarkerSeverity.Error }));
      monaco.editor.setModelMarkers(model, `dango-${from}`, markers);
    }
  }, [standing, problems, file]);

  useEffect(() => {
    if (standing === undefined || place === undefined) return;
    standing.code.setPosition({ lineNumber: place.line, column: place.column });
    standing.code.revealLineInCenter(place.line);
    standing.code.focus();
  }, [standing, place]);

  return (
    <CodeEditor
      value={text}
      onChange={onChange}
      language="typescript"
      path={moduleAddress(file)}
      label={`Code of ${file}`}
      onReady={onReady}
    />
  );
}

function toRange({ line, column, endLine, endColumn }: Problem) {
  return { startLineNumber: line, startColumn: column, endLineNumber: endLine, endColumn };
}

/** Markers of the editor's TypeScript, without those that the page set itself. */
function findProblems(monaco: MonacoApi, file: string): readonly Problem[] {
  return monaco.editor
    .getModelMarkers({ resource: monaco.Uri.parse(moduleAddress(file)) })
    .filter(({ owner, severity }) => !owner.startsWith('dango-') && severity === monaco.MarkerSeverity.Error)
    .map(({ startLineNumber, startColumn, endLineNumber, endColumn, message }) => ({
      file,
      line: startLineNumber,
      column: startColumn,
      endLine: endLineNumber,
      endColumn,
      message,
      from: 'editor',
    }));
}
