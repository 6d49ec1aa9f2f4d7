import { z } from 'zod';

import type { PreviewExchange, PreviewFinishedEvent, PreviewTable } from '#lib/index.ts';
import { defineRoute } from '../../../_server/define-route.ts';
import { previewInput, toPreviewRequest } from '../../../_server/preview-input.ts';

const limit = z.int().positive();
const body = previewInput.extend({
  as: z.enum(['recording', 'report', 'expectation']),
  fromRecording: z.string(),
  limits: z.object({ pages: limit, records: limit, parents: limit }),
});

/**
 * A recording as a file: the recording itself, or what it gives when it is evaluated once more, as a report without
 * secrets and values, or as what a test is expected to give. The API is asked nothing.
 */
export const POST = defineRoute(
  { body },
  async ({ body: { as, ...asked }, request, server: { engine, projectRoot, stopping } }) => {
    const { source, resources, limits, fromRecording } = asked;
    if (as === 'recording') {
      const text = await engine.exportRecording(projectRoot, fromRecording, { source, resources, limits });
      return fileOf(text, 'application/x-ndjson');
    }
    const preview = { ...toPreviewRequest(asked, projectRoot), masksRows: as === 'report' };
    const signal = AbortSignal.any([request.signal, stopping]);
    const exchanges: PreviewExchange[] = [];
    let tables: readonly PreviewTable[] = [];
    let finished: PreviewFinishedEvent | undefined;
    for await (const event of engine.previewSource(preview, { signal, keepsProcess: true })) {
      if (event.type === 'exchange-recorded') exchanges.push(event.exchange);
      if (event.type === 'preview-tables') tables = event.tables;
      if (event.type === 'preview-finished') finished = event;
    }
    if (finished === undefined) throw new Error('The preview did not tell its end.');
    if (as === 'report') {
      return fileOf(await engine.writeTestReport({ source, exchanges, tables, finished }), 'text/markdown');
    }
    const expectation = await engine.expectationOf(source, exchanges.length, tables);
    return fileOf(`${JSON.stringify(expectation, null, 2)}\n`, 'application/json');
  },
);

function fileOf(text: string, type: string): Response {
  return new Response(text, { headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' } });
}
