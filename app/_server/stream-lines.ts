/**
 * Answers with events as they happen, one JSON document a line.
 * @param run begins the work; its signal ends it when the browser hangs up or the server stops.
 */
export function streamLines<Event>(
  signals: readonly AbortSignal[],
  run: (signal: AbortSignal) => AsyncGenerator<Event>,
): Response {
  const hungUp = new AbortController();
  const events = run(AbortSignal.any([...signals, hungUp.signal]));
  const encoder = new TextEncoder();
  const lines = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    cancel: () => hungUp.abort(),
  });
  return new Response(lines, {
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store, no-transform' },
  });
}
