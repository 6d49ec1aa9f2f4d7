import { useCallback, useState } from 'react';

import type { KeyPath } from '#lib/spec/key-path.ts';
import { yamlPathAt } from '#lib/spec/yaml-path-at.ts';
import type { HistoryMove } from '../drafts/edit-history.ts';
import type { FormPlace } from './form/source-form-context.ts';
import type { SourceView } from './use-view.ts';
import type { YamlPlaceMark } from './yaml-pane.tsx';

export interface Places {
  /** The lines that are marked in the YAML. */
  readonly mark: YamlPlaceMark | undefined;
  /** The field that is marked in the form. */
  readonly lit: FormPlace | undefined;
  readonly openTable: number | undefined;
  readonly setOpenTable: (index: number | undefined) => void;
  /** A field got the focus. */
  readonly onField: (path: KeyPath) => void;
  /** The cursor went to another key of the YAML. */
  readonly onCursor: (path: KeyPath) => void;
  readonly showInYaml: (path: KeyPath) => void;
  /** Opens and focuses the field of a key. */
  readonly showField: (path: KeyPath) => void;
  /** What an undo or redo changed comes into view, where it was made if that is shown. */
  readonly showMove: (move: HistoryMove) => void;
}

interface PlacesOptions {
  readonly view: SourceView;
  /** Shows the YAML, beside the form where there is room. */
  readonly openYaml: () => void;
  /** A key that is looked at from the beginning. Default: none. */
  readonly start?: KeyPath | undefined;
}

/** Which place of the one text is looked at, in both views of it. */
export function usePlaces({ view, openYaml, start }: PlacesOptions): Places {
  const [mark, setMark] = useState<YamlPlaceMark | undefined>(start && { path: start, isTarget: true });
  const [lit, setLit] = useState<FormPlace | undefined>(start && { path: start, isTarget: view === 'form' });
  const [openTable, setOpenTable] = useState(start && tableOf(start));
  const light = useCallback((place: FormPlace) => {
    const table = tableOf(place.path);
    if (table !== undefined) setOpenTable(table);
    setLit(place);
  }, []);
  const onField = useCallback((path: KeyPath) => {
    setMark({ path, isTarget: false });
    setLit(undefined);
  }, []);
  const onCursor = useCallback(
    (path: KeyPath) => {
      setMark(undefined);
      light({ path, isTarget: false });
    },
    [light],
  );
  const showInYaml = useCallback(
    (path: KeyPath) => {
      openYaml();
      setMark({ path, isTarget: true });
    },
    [openYaml],
  );
  const showField = useCallback((path: KeyPath) => light({ path, isTarget: true }), [light]);
  const showMove = ({ text, start, end, origin }: HistoryMove): void => {
    const path = origin.path ?? yamlPathAt(text, start);
    const isInForm = view !== 'yaml' && (origin.view === 'form' || view === 'form') && path !== undefined;
    if (isInForm) {
      setMark({ path, isTarget: false });
      return light({ path, isTarget: true });
    }
    setMark({ path: path ?? [], isTarget: true, range: { start, end } });
    if (path !== undefined) light({ path, isTarget: false });
  };
  return { mark, lit, openTable, setOpenTable, onField, onCursor, showInYaml, showField, showMove };
}

/** The position of the table that a path leads into. */
function tableOf(path: KeyPath): number | undefined {
  const [, , block, list, index] = path;
  return block === 'rest_api' && list === 'resources' && typeof index === 'number' ? index : undefined;
}
