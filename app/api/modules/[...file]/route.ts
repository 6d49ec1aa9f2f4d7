import { z } from 'zod';

import { defineRoute } from '../../../_server/define-route.ts';

/** The text of a module, with the hash that a save gives back. */
export const GET = defineRoute(
  { params: z.object({ file: z.array(z.string()) }) },
  async ({ params: { file }, server: { engine, projectRoot } }) => await engine.readModule(projectRoot, file.join('/')),
);
