import { defineRoute } from '../../_server/define-route.ts';

/** All sources with their faults, runs and sizes. */
export const GET = defineRoute(
  {},
  async ({ server: { engine, projectRoot } }) => await engine.overviewSources(projectRoot),
);
