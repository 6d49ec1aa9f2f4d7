'use client';

import type { editor } from 'monaco-editor';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';

import type { DraftBase } from '../drafts/use-draft.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { notifyError } from '../feedback/notify.ts';
import { formatText } from './format-text.ts';
import type { LineMark } from './line-marks.ts';
import { moduleAddress, moduleOfAddress } from './module-address.ts';
import { openNeighbours, type ChangedNeighbour, type Neighbours } from './open-neighbours.ts';
import type { Problem } from './problem.ts';
import { setUpTypeScript } from './set-up-typescript.ts';
import { decorationsOf } from './show-marks.ts';

/** A place in a file of custom_sources. */
export interface ModulePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ModuleCodeHandle {
  /** Puts the text in order and returns it; undefined where there is no editor yet. */
  format(): Promise<string | undefined>;
  /** Another module was saved: what it begins from is this. */
  rebaseNeighbour(file: string, base: DraftBase): void;
  /** Takes back what edits here changed in other modules. */
  revertNeighbours(): void;
}

export interface ModuleCodeProps {
  readonly ref?: Ref<ModuleCodeHandle>;
  /** Name of the project's folder. */
  readonly project: string;
  /** Relative to custom_sources. */
  readonly file: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Marked in the text, besides what the editor finds itself. */
  readonly problems: readonly Problem[];
  /** Called with what the editor's own TypeScript finds, whenever that changes. */
  readonly onEditorProblems: (problems: readonly Problem[]) => void;
  /** Shown behind their lines: what a test had to say of them. */
  readonly marks: readonly LineMark[];
  /** Ctrl+S in the text. */
  readonly onSave: () => void;
  /** Ctrl+Enter in the text. */
  readonly onTest: () => void;
  /** A place to go to; a new object goes there again. */
  readonly place: Omit<ModulePlace, 'file'> | undefined;
  /** Somebody goes to a definition in another module. */
  readonly onOpen: (place: ModulePlace) => void;
  /** An edit has changed other modules, too; their drafts are kept. */
  readonly onNeighbours: (changed: readonly ChangedNeighbour[]) => void;
}

interface Standing {
  readonly code: editor.IStandaloneCodeEditor;
  readonly monaco: MonacoApi;
  readonly neighbours: Neighbours;
}

/** The text of a module in an editor that knows the types of "dango" and the other modules. */
export function ModuleCode(props: ModuleCodeProps) {
  const { project, file, text, onChange, problems, onEditorProblems, marks, place, ref } = props;
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const [standing, setStanding] = useState<Standing>();
  const onReady = (code: editor.IStandaloneCodeEditor, monaco: MonacoApi): (() => void) => {
    const neighbours = openNeighbours(monaco, { project, file }, (changed) => latest.current.onNeighbours(changed));
    setStanding({ code, monaco, neighbours });
    setUpTypeScript(monaco).catch((error: unknown) => notifyError(error, 'The types of "dango" did not load'));
    code.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => latest.current.onSave());
    code.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => latest.current.onTest());
    const opener = monaco.editor.registerEditorOpener({
      openCodeEditor: (_, resource, at) => openOther(resource.toString(), at, latest.current.onOpen),
    });
    const uri = monaco.Uri.parse(moduleAddress(file));
    const watching = monaco.editor.onDidChangeMarkers((changed) => {
      if (changed.some((one) => one.toString() === uri.toString())) onEditorProblems(findProblems(monaco, file));
    });
    return () => {
      watching.dispose();
      opener.dispose();
      neighbours.forget();
      setStanding(undefined);
    };
  };
  useImperativeHandle(ref, () => ({
    format: async () => (standing === undefined ? undefined : await formatText(standing.monaco, standing.code)),
    rebaseNeighbour: (other, base) => standing?.neighbours.rebase(other, base),
    revertNeighbours: () => standing?.neighbours.revert(),
  }));

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
    const model = standing?.code.getModel();
    if (standing === undefined || model === undefined || model === null) return;
    const own = marks.filter((mark) => mark.file === file);
    const shown = standing.code.createDecorationsCollection(decorationsOf(standing.monaco, model, own));
    return () => shown.clear();
  }, [standing, marks, file]);

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

type Target = Parameters<editor.ICodeEditorOpener['openCodeEditor']>[2];

function openOther(address: string, at: Target, onOpen: ModuleCodeProps['onOpen']): boolean {
  const file = moduleOfAddress(address);
  // The types of "dango" are no file of the project.
  if (file === undefined) return false;
  const start = at === undefined ? { lineNumber: 1, column: 1 } : 'lineNumber' in at ? at : startOf(at);
  onOpen({ file, line: start.lineNumber, column: start.column });
  return true;
}

function startOf({ startLineNumber, startColumn }: { startLineNumber: number; startColumn: number }) {
  return { lineNumber: startLineNumber, column: startColumn };
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
