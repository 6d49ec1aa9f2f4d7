import type { ProjectListing } from '#lib/index.ts';
import type { MonacoApi } from '../editor/load-monaco.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { quoteName } from './quote-name.ts';

/** Offers names of tables and columns while SQL is typed. Returns what takes the offer back. */
export function registerTableNames({ languages }: MonacoApi): () => void {
  const provider = languages.registerCompletionItemProvider('sql', {
    async provideCompletionItems(model, position) {
      const { startColumn, endColumn } = model.getWordUntilPosition(position);
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn,
        endColumn,
      };
      const { datasets } = await fetchJson<ProjectListing>('/api/datasets').catch(() => ({ datasets: [] }));
      const tables = datasets.flatMap(({ name, tables }) => tables.map((table) => ({ dataset: name, ...table })));
      const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)));
      return {
        suggestions: [
          ...tables.map(({ dataset, name }) => ({
            label: `${dataset}.${name}`,
            kind: languages.CompletionItemKind.Class,
            insertText: `${quoteName(dataset)}.${quoteName(name)}`,
            filterText: `${name} ${dataset}`,
            range,
          })),
          ...[...columns].map((name) => ({
            label: name,
            kind: languages.CompletionItemKind.Field,
            insertText: quoteName(name),
            range,
          })),
        ],
      };
    },
  });
  return () => provider.dispose();
}
