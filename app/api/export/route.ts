import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { z } from 'zod';

import { defineRoute } from '../../_server/define-route.ts';
import { rowSelectionInput } from '../../_server/row-selection-input.ts';

/** The selection travels as JSON in the address, so that a plain link downloads it. */
const query = z.object({
  format: z.enum(['csv', 'parquet', 'json']),
  selection: z.string().transform((text, context) => {
    try {
      return rowSelectionInput.parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a selection of rows' });
      return z.NEVER;
    }
  }),
});
const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json',
};

/** A table as a file, complete. */
export const GET = defineRoute({ query }, async ({ query: { format, selection }, request, server }) => {
  const { signal } = request;
  const exported = await server.engine.exportTable(server.projectRoot, { ...selection, format }, { signal });
  const file = createReadStream(exported.file);
  file.once('close', () => exported.dispose());
  return new Response(Readable.toWeb(file) as ReadableStream, {
    headers: {
      'content-type': contentTypes[format],
      'content-length': String(exported.bytes),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(exported.fileName)}`,
      'cache-control': 'no-store',
    },
  });
});
