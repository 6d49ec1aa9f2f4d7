'use client';

import { useEffect, useRef, useState } from 'react';

import type { Fault, PreviewEvent, PreviewRequest } from '#lib/index.ts';
import { fetchFromServer } from '../server-data/fetch-json.ts';
import { advancePreview, emptyPreview, type PreviewBasis, type PreviewState } from './preview-state.ts';
import { readLines } from './read-lines.ts';
import type { TestLimits } from './test-settings.tsx';

/** What the route of previews takes. */
export interface PreviewInput {
  readonly source: string;
  readonly sourcesText?: string;
  readonly modules?: Readonly<Record<string, string>>;
  readonly resources?: readonly string[];
  /** A recording that answers in place of the API. */
  readonly fromRecording?: string;
  /** `fetch`: the API is asked for what the recording lacks. Default: `fail`. */
  readonly onMissing?: 'fail' | 'fetch';
  readonly pretend?: readonly Fault[];
  readonly startState?: PreviewRequest['startState'];
  readonly limits: TestLimits;
}

export interface PreviewLook {
  /** Default: the API. */
  readonly basis?: PreviewBasis;
  /** True: what was there stays in view until all is known, because that takes no time to speak of. Default false. */
  readonly isQuiet?: boolean;
}

export interface Preview {
  readonly state: PreviewState;
  /** Starts a test; one that runs is ended first. Resolves with how it stood at its end. */
  readonly start: (input: PreviewInput, look?: PreviewLook) => Promise<PreviewState>;
  readonly cancel: () => void;
}

/** A test of a source. Leaving the page ends it. */
export function usePreview(): Preview {
  const [state, setState] = useState(emptyPreview);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (input: PreviewInput, look: PreviewLook = {}): Promise<PreviewState> => {
    const { basis = { kind: 'api' }, isQuiet = false } = look;
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    let current: PreviewState = { ...emptyPreview, basis, isRunning: true };
    let frame: number | undefined;
    const show = (next: PreviewState, isEnd = false): void => {
      current = next;
      if (running.current !== mine || (isQuiet && !isEnd)) return;
      if (isEnd) {
        if (frame !== undefined) cancelAnimationFrame(frame);
        setState(current);
      } else {
        // Thousands of events may come in a second.
        frame ??= requestAnimationFrame(() => {
          frame = undefined;
          if (running.current === mine) setState(current);
        });
      }
    };
    if (!isQuiet) setState(current);
    try {
      const response = await fetchFromServer('/api/preview', { body: input, signal: mine.signal });
      for await (const event of readLines<PreviewEvent>(response)) show(advancePreview(current, event));
      if (current.finished === undefined) throw new Error('The server ended the test before it was done.');
      show(current, true);
    } catch (error) {
      const failure = mine.signal.aborted ? { code: 'run-cancelled', message: 'The test was cancelled.' } : error;
      show({ ...current, isRunning: false, failure }, true);
    }
    return current;
  };
  return { state, start, cancel: () => running.current?.abort() };
}
