import { defineRoute } from '../../_server/define-route.ts';

/** The text of sources.yml, with the hash that a save gives back. */
export const GET = defineRoute(
  {},
  async ({ server: { engine, projectRoot } }) => await engine.readSourcesFile(projectRoot),
);
