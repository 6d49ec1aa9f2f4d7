import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

const body = z.object({
  /** Content of the file. */
  text: z.string(),
  /** How the file is called in errors. */
  file: z.string(),
});

/** Takes a saved recording in, and tells the name under which `fromRecording` finds it for an hour. */
export const POST = defineRoute({ body }, async ({ body: { text, file }, server: { engine, projectRoot } }) => {
  return await engine.importRecording(projectRoot, text, file);
});
