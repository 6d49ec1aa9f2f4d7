import type { ModuleListing, TextVersion } from '#lib/index.ts';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { moduleAddress } from './module-address.ts';

/** Makes the other modules known to the editor, so that imports of them resolve. Returns what forgets them again. */
export function openNeighbours(monaco: MonacoApi, file: string): () => void {
  const closing = new AbortController();
  const made: { dispose(): void }[] = [];
  const open = async (): Promise<void> => {
    const { signal } = closing;
    const modules = await fetchJson<readonly ModuleListing[]>('/api/modules', { signal });
    for (const { file: other } of modules) {
      const uri = monaco.Uri.parse(moduleAddress(other));
      if (other === file || monaco.editor.getModel(uri) !== null) continue;
      const { text } = await fetchJson<TextVersion>(`/api/modules/${other}`, { signal });
      if (signal.aborted) return;
      made.push(monaco.editor.createModel(text, 'typescript', uri));
    }
  };
  // A module that cannot be read has its import marked by the check of the server.
  open().catch(() => undefined);
  return () => {
    closing.abort();
    for (const model of made) model.dispose();
  };
}
