'use client';

import { useEffect, useRef, useState } from 'react';

import type { PreviewEvent } from '#lib/index.ts';
import { fetchFromServer } from '../server-data/fetch-json.ts';
import { advancePreview, emptyPreview, type PreviewState } from './preview-state.ts';
import { readLines } from './read-lines.ts';

/** What the route of previews takes. */
export interface PreviewInput {
  readonly source: string;
  readonly sourcesText?: string;
  readonly modules?: Readonly<Record<string, string>>;
  readonly resources?: readonly string[];
  readonly limits: { readonly pages: number; readonly records: number; readonly parents: number };
}

export interface Preview {
  readonly state: PreviewState;
  /** Starts a test; one that runs is ended first. Resolves with how it stood at its end. */
  readonly start: (input: PreviewInput) => Promise<PreviewState>;
  readonly cancel: () => void;
}

/** A test of a source. Leaving the page ends it. */
export function usePreview(): Preview {
  const [state, setState] = useState(emptyPreview);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (input: PreviewInput): Promise<PreviewState> => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    let current: PreviewState = { ...emptyPreview, isRunning: true };
    const show = (next: PreviewState): void => {
      current = next;
      if (running.current === mine) setState(next);
    };
    show(current);
    try {
      const response = await fetchFromServer('/api/preview', { body: input, signal: mine.signal });
      for await (const event of readLines<PreviewEvent>(response)) show(advancePreview(current, event));
      if (current.finished === undefined) throw new Error('The server ended the test before it was done.');
    } catch (error) {
      const failure = mine.signal.aborted ? { code: 'run-cancelled', message: 'The test was cancelled.' } : error;
      show({ ...current, isRunning: false, failure });
    }
    return current;
  };
  return { state, start, cancel: () => running.current?.abort() };
}
