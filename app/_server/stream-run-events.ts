import type { FollowOptions, ReadEvent, Runs } from '#lib/index.ts';

/** Proxies close connections on which nothing is said for long. */
const heartbeatMs = 15_000;

/**
 * The events of a run in the form of server-sent events. An event's id is the byte offset behind it in the run's file,
 * so that whoever comes back with it misses nothing and sees nothing twice. Ends with an event `end`.
 */
export function streamRunEvents(
  runs: Runs,
  runId: string,
  { offset = 0, signal }: Pick<FollowOptions, 'offset' | 'signal'>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const stop = AbortSignal.any(signal === undefined ? [gone.signal] : [signal, gone.signal]);
  const events = runs.follow(runId, { offset, signal: stop })[Symbol.asyncIterator]();
  let heartbeat: NodeJS.Timeout | undefined;
  // Also where nobody reads on: an iterator that nobody asks any more would go on watching its file, and with that keep
  // a server alive that is told to stop.
  const end = (): void => {
    clearInterval(heartbeat);
    void events.return?.();
  };
  stop.addEventListener('abort', end, { once: true });
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode('retry: 500\n\n'));
      heartbeat = setInterval(() => controller.enqueue(encoder.encode(': still here\n\n')), heartbeatMs);
    },
    async pull(controller) {
      const next = await nextEvent(events, stop).catch((error: unknown) => {
        end();
        throw error;
      });
      if (next !== undefined) {
        const { event, offset: behind } = next;
        controller.enqueue(encoder.encode(`id: ${behind}\ndata: ${JSON.stringify(event)}\n\n`));
        return;
      }
      clearInterval(heartbeat);
      if (gone.signal.aborted) return;
      if (!stop.aborted) controller.enqueue(encoder.encode('event: end\ndata: {}\n\n'));
      controller.close();
    },
    cancel() {
      gone.abort();
    },
  });
}

/** Undefined at the end. A server that stops has closed the history, so an error of then is none. */
async function nextEvent(events: AsyncIterator<ReadEvent>, stop: AbortSignal): Promise<ReadEvent | undefined> {
  try {
    const next = await events.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    if (stop.aborted) return undefined;
    throw error;
  }
}
