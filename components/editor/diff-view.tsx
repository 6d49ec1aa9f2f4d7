'use client';

import { useComputedColorScheme } from '@mantine/core';
import type { editor } from 'monaco-editor';
import { useEffect, useRef } from 'react';

import { loadMonaco, type MonacoApi } from './load-monaco.ts';

export interface DiffViewProps {
  readonly before: string;
  readonly after: string;
  readonly language: 'yaml' | 'typescript';
  readonly label: string;
  /** In pixels. Default 380. */
  readonly height?: number;
}

/** Two versions of a text side by side, or in one column where there is little room. */
export function DiffView({ before, after, language, label, height = 380 }: DiffViewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  useEffect(() => {
    let clean: (() => void) | undefined;
    let isGone = false;
    void loadMonaco().then((monaco) => {
      if (isGone || holder.current === null) return;
      const original = monaco.editor.createModel(before, language);
      const modified = monaco.editor.createModel(after, language);
      const view = monaco.editor.createDiffEditor(holder.current, {
        readOnly: true,
        automaticLayout: true,
        renderSideBySideInlineBreakpoint: 700,
        minimap: { enabled: false },
        scrollBeyondLastLine: false,
        fontSize: 13,
        hideUnchangedRegions: { enabled: true },
        theme: scheme === 'dark' ? 'dango-dark' : 'dango-light',
      });
      keepName(monaco, view.getOriginalEditor(), `${label}: before`);
      keepName(monaco, view.getModifiedEditor(), `${label}: after`);
      view.setModel({ original, modified });
      clean = () => {
        // Gives up the comparison that may still be under way.
        view.setModel(null);
        view.dispose();
        original.dispose();
        modified.dispose();
      };
    });
    return () => {
      isGone = true;
      clean?.();
    };
  }, [before, after, language, label, scheme]);
  return (
    <div ref={holder} style={{ height, border: '1px solid var(--dango-line)', borderRadius: 8, overflow: 'hidden' }} />
  );
}

/** A comparison takes the names of its editors away when it changes between two columns and one. */
function keepName(monaco: MonacoApi, side: editor.ICodeEditor, ariaLabel: string): void {
  const setName = (): void => {
    if (side.getOption(monaco.editor.EditorOption.ariaLabel) !== ariaLabel) side.updateOptions({ ariaLabel });
  };
  setName();
  side.onDidChangeConfiguration(setName);
}
