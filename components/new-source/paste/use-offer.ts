'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { DetectedOffer, OfferEvent, TryOfferRequest } from '#lib/index.ts';

import { fetchFromServer, fetchJson } from '../../server-data/fetch-json.ts';
import { readLines } from '../../test-panel/read-lines.ts';
import { advanceOffer, nothingOffered, type OfferState } from './offer-state.ts';

export type OfferChange = NonNullable<TryOfferRequest['changes']>[string][string];

/** A pasted text with everything that was chosen of it since, as the server is told each time. */
export type OfferDraft = Omit<TryOfferRequest, 'projectRoot' | 'asks'>;

export interface Offer {
  readonly draft: OfferDraft;
  readonly state: OfferState;
  /** Another text: everything that was chosen of the one before is forgotten. */
  readonly read: (text: string, asks: TryOfferRequest['asks']) => void;
  /** Goes on with the same text. Nothing that was asked before is asked again. */
  readonly change: (change: Partial<OfferDraft>, asks?: TryOfferRequest['asks']) => void;
  readonly changeSetting: (resource: string, key: string, change: OfferChange | undefined) => void;
  /** Tries out how the pages of a resource go. */
  readonly detect: (resource: string) => Promise<DetectedOffer>;
  readonly cancel: () => void;
}

/** What a pasted text becomes. Leaving the page ends what is under way. */
export function useOffer(): Offer {
  const [draft, setDraft] = useState<OfferDraft>({ text: '' });
  const [state, setState] = useState(nothingOffered);
  const running = useRef<AbortController>(undefined);
  // Changes may follow each other faster than the page is drawn.
  const latest = useRef<OfferDraft>(draft);
  useEffect(() => () => running.current?.abort(), []);

  const ask = useCallback((next: OfferDraft, asks: TryOfferRequest['asks'], before: OfferState): void => {
    const previous = latest.current;
    latest.current = next;
    setDraft(next);
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    void follow(next, asks, before, mine.signal, (state) => {
      if (running.current !== mine) return;
      const isRefused = state.standing === 'failed' && before.made !== undefined;
      setState(isRefused ? { ...state, standing: 'offered' } : state);
      if (isRefused) {
        // What cannot be read would stand in the way of every further change.
        latest.current = previous;
        setDraft(previous);
        return;
      }
      const recording = state.made?.recording;
      if (recording !== undefined && recording !== latest.current.recording) {
        latest.current = { ...latest.current, recording };
        setDraft(latest.current);
      }
    });
  }, []);

  const change = (changed: Partial<OfferDraft>, asks: TryOfferRequest['asks'] = 'nothing'): void =>
    ask({ ...latest.current, ...changed }, asks, state);
  return {
    draft,
    state,
    read: (text, asks) => {
      if (text.trim() === '') {
        running.current?.abort();
        latest.current = { text };
        setDraft({ text });
        setState(nothingOffered);
      } else ask({ text }, asks, nothingOffered);
    },
    change,
    changeSetting: (resource, key, setting) => {
      const { changes = {} } = latest.current;
      const { [key]: _before, ...others } = changes[resource] ?? {};
      const own = setting === undefined ? others : { ...others, [key]: setting };
      change({ changes: { ...changes, [resource]: own } });
    },
    detect: (resource) => fetchJson<DetectedOffer>('/api/import/detect', { body: { offer: latest.current, resource } }),
    cancel: () => {
      running.current?.abort();
      setState((current) => ({
        ...current,
        isBusy: false,
        standing: current.made === undefined ? 'waiting' : 'offered',
      }));
    },
  };
}

async function follow(
  draft: OfferDraft,
  asks: TryOfferRequest['asks'],
  before: OfferState,
  signal: AbortSignal,
  show: (state: OfferState) => void,
): Promise<void> {
  let current: OfferState = { ...before, standing: 'reading', isBusy: true, error: undefined };
  show(current);
  try {
    const response = await fetchFromServer('/api/import', { body: { ...draft, asks }, signal });
    for await (const event of readLines<OfferEvent>(response)) {
      current = advanceOffer(current, event);
      show(current);
    }
    show({ ...current, isBusy: false });
  } catch (error) {
    if (!signal.aborted) show({ ...current, standing: 'failed', isBusy: false, error });
  }
}
