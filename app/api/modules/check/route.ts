import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

/** What is wrong in the text of a module that is not saved; `others` are further modules that are not saved either. */
export const POST = defineRoute(
  { body: z.object({ file: z.string(), text: z.string(), others: z.record(z.string(), z.string()).optional() }) },
  async ({ body: { file, text, others = {} }, server: { engine, projectRoot } }) =>
    await engine.checkModuleText(projectRoot, file, text, others),
);
