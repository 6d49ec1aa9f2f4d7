import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';

import { DangoError } from '#lib/errors/dango-error.ts';
import type { SourceDiagnostic } from '#lib/spec/diagnose-sources.ts';
import type { KeyPath } from '#lib/spec/key-path.ts';
import { offersAt } from '#lib/spec/offers-at.ts';
import { restoreSpelling } from '#lib/spec/restore-spelling.ts';
import type { SeenFields } from '#lib/spec/seen-fields.ts';
import type { TextEdits } from '../drafts/use-edit-history.ts';
import type { SourceFormContext } from './form/source-form-context.ts';
import type { Places } from './use-places.ts';

interface FormContextOptions {
  readonly text: string;
  /** The text on disk. */
  readonly saved: string;
  readonly edits: TextEdits;
  readonly faults: readonly SourceDiagnostic[];
  readonly secretNames: readonly string[];
  readonly places: Places;
  readonly seen: SeenFields;
}

/** What the fields of the form share. */
export function useFormContext({
  text,
  saved,
  edits,
  faults,
  secretNames,
  places,
  seen,
}: FormContextOptions): SourceFormContext {
  const queries = useQueryClient();
  const { latest, change, seal } = edits;
  const { onField, lit, showField, showInYaml } = places;
  return useMemo<SourceFormContext>(
    () => ({
      text,
      secretNames,
      lit,
      showField,
      showInYaml,
      edit: (edit, place) => {
        try {
          const edited = edit(latest());
          // What is set back to what is saved is written as it was.
          const next = place === undefined ? edited : restoreSpelling(saved, edited, place.path);
          change(next, { view: 'form', ...place });
          return undefined;
        } catch (error) {
          if (!DangoError.is(error)) throw error;
          return error.hint === undefined ? error.message : `${error.message} → ${error.hint}`;
        }
      },
      faultAt: (path) => faults.find((fault) => JSON.stringify(fault.path) === JSON.stringify(path))?.message,
      mark: (path: KeyPath) => {
        seal();
        onField(path);
      },
      offersAt: (path) => offersAt(text, path, seen),
      onSecretStored: () => void queries.invalidateQueries({ queryKey: ['secrets'] }),
    }),
    [text, saved, secretNames, faults, latest, change, seal, onField, lit, showField, showInYaml, seen, queries],
  );
}
