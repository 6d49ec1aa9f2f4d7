import { defineRoute } from '../../_server/define-route.ts';

/** The modules in custom_sources and who uses them. */
export const GET = defineRoute({}, async ({ server: { engine, projectRoot } }) => await engine.listModules(projectRoot));
