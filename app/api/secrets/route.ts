import { defineRoute } from '../../_server/define-route.ts';

/** Names of secrets and where their values are, and the sources that one could be for. Never a value. */
export const GET = defineRoute({}, async ({ server: { engine, projectRoot } }) => {
  const project = await engine.loadProject(projectRoot);
  const secrets = await engine.listSecrets(project, await engine.loadSecretStore(projectRoot));
  return { secrets, sources: project.sources.map(({ name }) => name) };
});
