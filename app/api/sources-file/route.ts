import { defineRoute } from '../../_server/define-route.ts';

/** The text of sources.yml, and the hash that a save of it begins from. */
export const GET = defineRoute({}, async ({ server }) => await server.engine.readSourcesFile(server.projectRoot));
