import { z } from 'zod';

import { defineRoute } from '../../../../_server/define-route.ts';

/** All that there is of a source, for a person who is about to remove it. */
export const GET = defineRoute(
  { params: z.object({ name: z.string() }) },
  async ({ params: { name }, server: { engine, projectRoot } }) => await engine.describeSourceData(projectRoot, name),
);
