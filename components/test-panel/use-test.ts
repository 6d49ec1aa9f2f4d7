'use client';

import { useMemo, useState } from 'react';

import type { ReplayedFile } from './recording-menu.tsx';
import { emptyPreview, type PreviewBasis, type PreviewState } from './preview-state.ts';
import { usePreview, type PreviewInput, type PreviewLook } from './use-preview.ts';
import { useReevaluation, type DraftStanding } from './use-reevaluation.ts';

/** What an editor has that is not saved. */
export interface Draft {
  readonly sourcesText?: string;
  readonly modules?: Record<string, string>;
}

/** What was last read from the API or a file, and can be evaluated again. */
interface Tested {
  readonly input: PreviewInput;
  readonly recording: string;
  readonly basis: PreviewBasis;
}

export interface SourceTest {
  readonly state: PreviewState;
  readonly standing: DraftStanding;
  /** The test that gives what is in view. */
  readonly shown: PreviewInput | undefined;
  /** Asks the API. */
  readonly run: (input: PreviewInput) => Promise<PreviewState>;
  /** Evaluates what was recorded with the draft as it is now. Does nothing where nothing was recorded. */
  readonly evaluate: () => void;
  /** Lets a file answer in place of the API. */
  readonly replay: (file: ReplayedFile) => Promise<PreviewState>;
  /** Asks the API for what the recording lacks, and no more. */
  readonly fetchMissing: () => Promise<PreviewState>;
  readonly cancel: () => void;
}

/**
 * Tests of a source one after the other. What an edit of the draft does to the answers that are there already is
 * evaluated by itself, unless the edit touches a request.
 * @param draft the text of sources.yml as it changes; undefined: nothing is evaluated by itself.
 */
export function useTest(source: string, draft: string | undefined, getDraft: () => Draft): SourceTest {
  const { state, start, cancel } = usePreview();
  const [tested, setTested] = useState<Tested>();
  const [shown, setShown] = useState<PreviewInput>();

  /** A test whose answers are kept for what follows. */
  const read = async (input: PreviewInput, look: PreviewLook): Promise<PreviewState> => {
    setTested(undefined);
    // What is evaluated later starts as its recording did, and nothing is pretended of it.
    const { pretend: _pretend, startState: _start, ...lasting } = input;
    setShown(lasting);
    const end = await start(input, look);
    const recording = end.finished?.recording;
    const { fromRecording: _from, onMissing: _missing, ...kept } = lasting;
    const basis: PreviewBasis = look.basis?.kind === 'file' ? look.basis : { kind: 'recording' };
    if (recording !== undefined) setTested({ input: kept, recording, basis });
    return end;
  };
  const evaluate = ({ input, recording, basis }: Tested, now: Draft): void => {
    const next = { ...input, ...now };
    setShown(next);
    void start({ ...next, fromRecording: recording }, { basis, isQuiet: true });
  };
  const text = useMemo(() => {
    const { sourcesText, resources } = tested?.input ?? {};
    return sourcesText === undefined ? undefined : { text: sourcesText, source, resource: resources?.[0] };
  }, [tested, source]);
  const standing = useReevaluation(text, draft, (sourcesText) => {
    if (tested !== undefined) evaluate(tested, { sourcesText });
  });
  return {
    state,
    standing,
    shown,
    cancel,
    run: async (input) => await read(input, {}),
    evaluate: () => {
      if (tested !== undefined) evaluate(tested, getDraft());
    },
    replay: async ({ file, recording, limits, resources }) =>
      await read(
        { source, ...getDraft(), fromRecording: recording, limits, ...(resources === undefined ? {} : { resources }) },
        { basis: { kind: 'file', file } },
      ),
    fetchMissing: async () => {
      const { recording } = state.finished ?? {};
      if (shown === undefined || recording === undefined) return emptyPreview;
      return await read({ ...shown, ...getDraft(), fromRecording: recording, onMissing: 'fetch' }, {});
    },
  };
}
