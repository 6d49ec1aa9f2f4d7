import type { editor } from 'monaco-editor';

import type { ModuleListing, TextVersion } from '#lib/index.ts';
import { leaveDraft, storedDraft, type DraftBase } from '../drafts/use-draft.ts';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { moduleAddress, moduleDraftKey } from './module-address.ts';

/** Another module that an edit of this one has changed, such as a rename. */
export interface ChangedNeighbour {
  readonly file: string;
  readonly text: string;
  readonly base: DraftBase;
}

export interface Neighbours {
  /** What was saved is the file now. */
  readonly rebase: (file: string, base: DraftBase) => void;
  /** Takes back what edits of this module changed in others. */
  readonly revert: () => void;
  readonly forget: () => void;
}

/**
 * Makes the other modules known to the editor as they are in their drafts, so that imports of them resolve and a rename
 * reaches them. What changes in one is kept as its draft, and told.
 */
export function openNeighbours(
  monaco: MonacoApi,
  { project, file }: { readonly project: string; readonly file: string },
  onChanged: (changed: readonly ChangedNeighbour[]) => void,
): Neighbours {
  const closing = new AbortController();
  const models = new Map<string, { readonly model: editor.ITextModel; base: DraftBase; began: string }>();
  const tell = (): void => {
    const changed = [...models].filter(([, { model, began }]) => model.getValue() !== began);
    onChanged(changed.map(([other, { model, base }]) => ({ file: other, text: model.getValue(), base })));
  };
  const open = async (): Promise<void> => {
    const { signal } = closing;
    const modules = await fetchJson<readonly ModuleListing[]>('/api/modules', { signal });
    for (const { file: other } of modules) {
      const uri = monaco.Uri.parse(moduleAddress(other));
      if (other === file || monaco.editor.getModel(uri) !== null) continue;
      const saved = await fetchJson<TextVersion>(`/api/modules/${other}`, { signal });
      if (signal.aborted) return;
      // A draft is saved over what it began from only, so that what others wrote since is not lost.
      const draft = storedDraft(moduleDraftKey(project, other));
      const base = draft?.base ?? saved;
      const began = draft?.text ?? saved.text;
      const model = monaco.editor.createModel(began, 'typescript', uri);
      const neighbour = { model, base, began };
      models.set(other, neighbour);
      model.onDidChangeContent(() => {
        leaveDraft(moduleDraftKey(project, other), neighbour.base, model.getValue());
        tell();
      });
    }
  };
  const openAll = async (): Promise<void> => {
    await open();
    // What was found before they were there, such as an import that leads nowhere, is looked for again.
    const { typescriptDefaults: defaults } = monaco.typescript;
    defaults.setDiagnosticsOptions(defaults.getDiagnosticsOptions());
  };
  // A module that cannot be read has its import marked by the check of the server.
  openAll().catch(() => undefined);
  return {
    rebase: (other, base) => {
      const neighbour = models.get(other);
      if (neighbour === undefined) return;
      neighbour.base = base;
      neighbour.began = base.text;
      leaveDraft(moduleDraftKey(project, other), base, neighbour.model.getValue());
      tell();
    },
    revert: () => {
      for (const { model, began } of models.values()) if (model.getValue() !== began) model.setValue(began);
    },
    forget: () => {
      closing.abort();
      for (const { model } of models.values()) model.dispose();
    },
  };
}
