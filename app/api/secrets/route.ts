import { defineRoute } from '../../_server/define-route.ts';

/** Names of secrets, where their values are and who reads them, and the sources that one could be for. Never a value. */
export const GET = defineRoute(
  {},
  async ({ server: { engine, projectRoot } }) => await engine.describeSecrets(projectRoot),
);
