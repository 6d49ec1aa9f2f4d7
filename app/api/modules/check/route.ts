import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

/** What is wrong in the text of a module that is not saved. */
export const POST = defineRoute(
  { body: z.object({ file: z.string(), text: z.string() }) },
  async ({ body: { file, text }, server: { engine, projectRoot } }) =>
    await engine.checkModuleText(projectRoot, file, text),
);
