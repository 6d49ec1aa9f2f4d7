import { z } from 'zod';

import { defineRoute } from '../../../../_server/define-route.ts';

/** What a REST source is as a module, and what sources.yml says then. Nothing is written. */
export const GET = defineRoute(
  { params: z.object({ name: z.string() }) },
  async ({ params: { name }, server: { engine, projectRoot } }) => await engine.planEjection(projectRoot, name),
);
