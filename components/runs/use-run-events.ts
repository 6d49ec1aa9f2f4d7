'use client';

import { useEffect, useState } from 'react';

import type { StoredRunEvent } from '#lib/index.ts';
import { addEvents, noProgress, type RunProgress } from './run-progress.ts';

export interface FollowedRun {
  readonly progress: RunProgress;
  /** False while the server does not answer; it is tried again by itself. */
  readonly isConnected: boolean;
}

/** Events come in bursts; the page is drawn at most this often. */
const drawEveryMs = 100;

/**
 * Follows a run from its first event. A tab that is hidden gives its connection back, because a browser gives a server
 * six only, and goes on from where it was when it is seen again.
 */
export function useRunEvents(runId: string): FollowedRun {
  const [progress, setProgress] = useState(noProgress);
  const [isConnected, setConnected] = useState(true);

  useEffect(() => {
    let stream: EventSource | undefined;
    let offset = 0;
    let hasEnded = false;
    let waiting: StoredRunEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const draw = (): void => {
      timer = undefined;
      const events = waiting;
      waiting = [];
      setProgress((before) => addEvents(before, events));
    };
    const close = (): void => {
      stream?.close();
      stream = undefined;
      clearTimeout(retry);
    };
    const open = (): void => {
      if (hasEnded || stream !== undefined || document.hidden) return;
      stream = new EventSource(`/api/runs/${encodeURIComponent(runId)}/events?after=${offset}`);
      stream.addEventListener('open', () => setConnected(true));
      stream.addEventListener('message', ({ data, lastEventId }: MessageEvent<string>) => {
        offset = Number(lastEventId);
        waiting.push(JSON.parse(data) as StoredRunEvent);
        timer ??= setTimeout(draw, drawEveryMs);
      });
      stream.addEventListener('end', () => {
        hasEnded = true;
        close();
      });
      stream.addEventListener('error', () => {
        setConnected(false);
        // A browser gives up on an answer that is no stream; we do not.
        close();
        retry = setTimeout(open, 1_000);
      });
    };
    const onVisibility = (): void => (document.hidden ? close() : open());
    document.addEventListener('visibilitychange', onVisibility);
    open();
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(timer);
      close();
    };
  }, [runId]);

  return { progress, isConnected };
}
