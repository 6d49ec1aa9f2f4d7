import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { TextVersion } from '#lib/index.ts';
import type { JsonValue } from '#lib/spec/json-value.ts';
import { saveSourcesFileAction } from '../../app/_actions/sources-file-actions.ts';
import { fetchJson } from '../server-data/fetch-json.ts';
import { runAction } from '../server-data/run-action.ts';
import { valueIn, withParameters, type ParameterNames } from './parameter-values.ts';

export interface ParameterEditing {
  /** Whether something is typed that sources.yml does not say. */
  readonly isChanged: boolean;
  /** What counts at the next test; undefined: the default, or what secrets have. */
  readonly valueOf: (names: ParameterNames) => unknown;
  readonly set: (names: ParameterNames, value: JsonValue | undefined) => void;
  readonly discard: () => void;
  /** Writes the values into sources.yml as it is on disk now. */
  readonly save: () => Promise<void>;
  /** For a test: sources.yml with the values, where some are not saved. */
  readonly draft: () => { readonly sourcesText?: string };
}

/** Values of a module's parameters: edits of its `function_kwargs` in sources.yml, kept until they are saved. */
export function useParameterEdits(source: string): ParameterEditing {
  const client = useQueryClient();
  const { data } = useQuery({
    queryKey: ['sources-file'],
    queryFn: ({ signal }) => fetchJson<TextVersion>('/api/sources-file', { signal }),
  });
  const saved = data?.text ?? '';
  const [edits, setEdits] = useState<
    ReadonlyMap<string, { readonly names: ParameterNames; readonly value: JsonValue | undefined }>
  >(new Map());
  const editedIn = (text: string): string =>
    withParameters(text, source, new Map([...edits.values()].map(({ names, value }) => [names, value] as const)));
  const trySave = async (): Promise<boolean> => {
    const file = await fetchJson<TextVersion>('/api/sources-file');
    const text = editedIn(file.text);
    return (await runAction(saveSourcesFileAction({ text, baseHash: file.hash }))).outcome === 'saved';
  };
  return {
    isChanged: edits.size > 0,
    valueOf: (names) => (edits.has(names.key) ? edits.get(names.key)?.value : valueIn(saved, source, names)),
    set: (names, value) =>
      setEdits((before) => {
        const after = new Map(before);
        const isSaved = JSON.stringify(valueIn(saved, source, names)) === JSON.stringify(value);
        if (isSaved) after.delete(names.key);
        else after.set(names.key, { names, value });
        return after;
      }),
    discard: () => setEdits(new Map()),
    save: async () => {
      // Somebody may save the file in the moment between; the values go into theirs then.
      const isSaved = (await trySave()) || (await trySave());
      if (!isSaved) throw new Error('sources.yml is being changed by somebody else. Try again.');
      await client.invalidateQueries({ queryKey: ['sources-file'] });
      setEdits(new Map());
      void client.invalidateQueries({ queryKey: ['sources'] });
    },
    draft: () => (edits.size === 0 || saved === '' ? {} : { sourcesText: editedIn(saved) }),
  };
}
