'use client';

import { Skeleton, useComputedColorScheme } from '@mantine/core';
import type { editor } from 'monaco-editor';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { differenceOf } from '#lib/spec/text-edit.ts';
import { ErrorNotice } from '../feedback/error-notice.tsx';
import classes from './code-editor.module.css';
import { loadMonaco, type MonacoApi } from './load-monaco.ts';

export interface CodeEditorProps {
  readonly value: string;
  readonly onChange?: (value: string) => void;
  readonly language: 'typescript' | 'yaml' | 'sql' | 'json';
  /** Address of the text, such as `file:///custom_sources/my_api.ts`. Each editor needs one of its own. */
  readonly path: string;
  /** What the text is, for those who do not see the page. */
  readonly label: string;
  readonly height?: number | string;
  readonly isReadOnly?: boolean;
  readonly options?: editor.IStandaloneEditorConstructionOptions;
  /** Called once when the editor stands; what it returns is called when it goes. */
  readonly onReady?: (standing: editor.IStandaloneCodeEditor, monaco: MonacoApi) => (() => void) | void;
}

/** Monaco as a controlled field. A value set from outside is applied as an edit, so that undo keeps working. */
export function CodeEditor(props: CodeEditorProps) {
  const { value, language, path, label, height = '100%', isReadOnly = false, options } = props;
  const holder = useRef<HTMLDivElement>(null);
  // Texts that were typed and not yet given back as `value`: a page that draws late must not undo what came after.
  const echoes = useRef(new Set<string>());
  const isFollowing = useRef(false);
  const [standing, setStanding] = useState<editor.IStandaloneCodeEditor>();
  const [failure, setFailure] = useState<unknown>();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const onChange = useEffectEvent((text: string) => props.onChange?.(text));
  const onReady = useEffectEvent((editor: editor.IStandaloneCodeEditor, monaco: MonacoApi) =>
    props.onReady?.(editor, monaco),
  );
  const create = useEffectEvent((monaco: MonacoApi, element: HTMLElement, address: string) => {
    const uri = monaco.Uri.parse(address);
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(value, language, uri);
    if (model.getValue() !== value) model.setValue(value);
    return monaco.editor.create(element, {
      model,
      ariaLabel: isReadOnly ? label : `${label}. Tab indents; after Ctrl+M it leaves.`,
      readOnly: isReadOnly,
      theme: scheme === 'dark' ? 'dango-dark' : 'dango-light',
      automaticLayout: true,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      fontSize: 13,
      tabSize: 2,
      fixedOverflowWidgets: true,
      padding: { top: 10, bottom: 10 },
      renderLineHighlight: 'line',
      ...options,
    });
  });

  useEffect(() => {
    let isGone = false;
    let clean = (): void => {};
    loadMonaco().then(
      (monaco) => {
        if (isGone || holder.current === null) return;
        const made = create(monaco, holder.current, path);
        const changes = made.onDidChangeModelContent(() => {
          if (isFollowing.current) return;
          const text = made.getValue();
          echoes.current.add(text);
          onChange(text);
        });
        const left = onReady(made, monaco);
        setStanding(made);
        clean = () => {
          left?.();
          changes.dispose();
          const model = made.getModel();
          made.dispose();
          model?.dispose();
        };
      },
      (error: unknown) => setFailure(error),
    );
    return () => {
      isGone = true;
      setStanding(undefined);
      clean();
    };
  }, [path]);

  useEffect(() => {
    const model = standing?.getModel();
    if (model === undefined || model === null) return;
    if (model.getValue() === value) return echoes.current.clear();
    if (echoes.current.has(value)) return;
    // Only what differs, so that the cursor stays where it is.
    const { start, end, text } = differenceOf(model.getValue(), value);
    const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
    const range = {
      startLineNumber: from.lineNumber,
      startColumn: from.column,
      endLineNumber: to.lineNumber,
      endColumn: to.column,
    };
    isFollowing.current = true;
    model.pushStackElement();
    model.pushEditOperations([], [{ range, text }], () => null);
    model.pushStackElement();
    isFollowing.current = false;
    echoes.current.clear();
  }, [standing, value]);

  useEffect(() => {
    standing?.updateOptions({ theme: scheme === 'dark' ? 'dango-dark' : 'dango-light', readOnly: isReadOnly });
  }, [standing, scheme, isReadOnly]);

  if (failure !== undefined) return <ErrorNotice error={failure} title="The editor could not be loaded" />;
  return (
    <div className={classes.root ?? ''} style={{ height }}>
      {standing === undefined ? <Skeleton height="100%" radius={0} aria-label="The editor is loading" /> : null}
      <div ref={holder} className={classes.holder ?? ''} />
      {isReadOnly || standing === undefined ? null : (
        <div className={classes.keys ?? ''} aria-hidden>
          Tab indents · Ctrl+M: Tab leaves
        </div>
      )}
    </div>
  );
}
