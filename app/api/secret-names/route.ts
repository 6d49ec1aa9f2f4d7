import { defineRoute } from '../../_server/define-route.ts';

/** Names that `${…}` can take, each once. Never values. */
export const GET = defineRoute({}, async ({ server: { engine, projectRoot } }) => {
  const project = await engine.loadProject(projectRoot);
  const secrets = await engine.listSecrets(project, await engine.loadSecretStore(projectRoot));
  return [...new Set(secrets.map(({ name }) => name))].sort();
});
