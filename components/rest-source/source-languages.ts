import type { editor, IDisposable, languages } from 'monaco-editor';

import { completeSources } from '#lib/spec/complete-sources.ts';
import { diagnoseSources, type SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import { hoverSources } from '#lib/spec/hover-sources.ts';
import type { SeenFields } from '#lib/spec/seen-fields.ts';
import type { MonacoApi } from '../editor/load-monaco.ts';
import type { SectionFrame } from './source-section.ts';

/** What the providers need to know of an editor that shows a part of sources.yml. */
export interface SourceEditorContext extends SectionFrame {
  readonly secretNames: readonly string[];
  /** What the API's answers have shown. */
  readonly seen: SeenFields;
}

/** Providers belong to a language, not to an editor: by the address of a text they find what it is a part of. */
const contexts = new Map<string, () => SourceEditorContext>();
let isRegistered = false;

/** Completion, hover and quick fixes for an editor. Disposing ends them. */
export function addSourceLanguage(
  monaco: MonacoApi,
  model: editor.ITextModel,
  context: () => SourceEditorContext,
): IDisposable {
  const address = model.uri.toString();
  contexts.set(address, context);
  if (!isRegistered) register(monaco);
  isRegistered = true;
  return { dispose: () => contexts.delete(address) };
}

/** What is wrong in the part that the editor shows, as markers. */
export function sourceMarkers(
  monaco: MonacoApi,
  model: editor.ITextModel,
  text: string,
  frame: SectionFrame,
): editor.IMarkerData[] {
  const shift = frame.before.length;
  const isShownAt = (start: number) => start >= shift && start <= text.length - frame.after.length;
  const shown = diagnoseSources(text).filter(({ start }) => isShownAt(start));
  return shown.map(({ start, end, message, hint, severity }) => {
    const range = rangeOf(monaco, model, start - shift, Math.max(end, start + 1) - shift);
    return {
      ...numbersOf(range),
      message: hint === undefined ? message : `${message}\n→ ${hint}`,
      severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    };
  });
}

function register(monaco: MonacoApi): void {
  monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: [':', ' ', '-', '{', '$', '\n'],
    provideCompletionItems: (model, position) => ({ suggestions: suggestionsAt(monaco, model, position) }),
  });
  monaco.languages.registerHoverProvider('yaml', {
    provideHover: (model, position) => {
      const context = contexts.get(model.uri.toString())?.();
      if (context === undefined) return null;
      const shift = context.before.length;
      const hover = hoverSources(fileText(model, context), model.getOffsetAt(position) + shift);
      if (hover === undefined) return null;
      return {
        contents: [{ value: hover.markdown }],
        range: rangeOf(monaco, model, hover.start - shift, hover.end - shift),
      };
    },
  });
  monaco.languages.registerCodeActionProvider('yaml', {
    provideCodeActions: (model, range, { markers }) => ({
      actions: fixesAt(monaco, model, range, markers),
      dispose: () => undefined,
    }),
  });
}

function suggestionsAt(
  monaco: MonacoApi,
  model: editor.ITextModel,
  position: { lineNumber: number; column: number },
): languages.CompletionItem[] {
  const context = contexts.get(model.uri.toString())?.();
  if (context === undefined) return [];
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  const shift = context.before.length;
  const { secretNames, seen } = context;
  const kinds = {
    property: CompletionItemKind.Property,
    value: CompletionItemKind.Value,
    reference: CompletionItemKind.Reference,
  };
  return completeSources(fileText(model, context), model.getOffsetAt(position) + shift, { secretNames, seen }).map(
    (item, index) => ({
      label: item.label,
      insertText: item.insertText,
      detail: item.detail,
      documentation: item.documentation,
      kind: kinds[item.kind],
      sortText: String(index).padStart(4, '0'),
      range: rangeOf(monaco, model, item.start - shift, item.end - shift),
      ...(item.isSnippet ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    }),
  );
}

function fixesAt(
  monaco: MonacoApi,
  model: editor.ITextModel,
  range: { startLineNumber: number; endLineNumber: number },
  markers: readonly editor.IMarkerData[],
): languages.CodeAction[] {
  const context = contexts.get(model.uri.toString())?.();
  if (context === undefined) return [];
  const shift = context.before.length;
  return shownDiagnostics(model, context).flatMap(({ start, end, message, fixes }) => {
    const lines = rangeOf(monaco, model, start - shift, end - shift);
    if (lines.endLineNumber < range.startLineNumber || lines.startLineNumber > range.endLineNumber) return [];
    const diagnostics = markers.filter((marker) => marker.message.startsWith(message));
    return fixes
      .filter(({ edits }) => edits.every((edit) => isShown(model, context, edit.start, edit.end)))
      .map(({ title, edits }) => ({
        title,
        kind: 'quickfix',
        diagnostics,
        isPreferred: true,
        edit: {
          edits: edits.map((edit) => ({
            resource: model.uri,
            versionId: model.getVersionId(),
            textEdit: { range: rangeOf(monaco, model, edit.start - shift, edit.end - shift), text: edit.text },
          })),
        },
      }));
  });
}

function shownDiagnostics(model: editor.ITextModel, context: SourceEditorContext): SourceDiagnostic[] {
  return diagnoseSources(fileText(model, context)).filter(({ start }) => isShown(model, context, start, start));
}

function isShown(model: editor.ITextModel, { before }: SourceEditorContext, start: number, end: number): boolean {
  return start >= before.length && end <= before.length + model.getValueLength();
}

function fileText(model: editor.ITextModel, { before, after }: SourceEditorContext): string {
  return before + model.getValue() + after;
}

function rangeOf(monaco: MonacoApi, model: editor.ITextModel, start: number, end: number) {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

function numbersOf({ startLineNumber, startColumn, endLineNumber, endColumn }: editor.IMarkerData | RangeNumbers) {
  return { startLineNumber, startColumn, endLineNumber, endColumn };
}

interface RangeNumbers {
  readonly startLineNumber: number;
  readonly startColumn: number;
  readonly endLineNumber: number;
  readonly endColumn: number;
}
