import { defineRoute } from '../../_server/define-route.ts';
import { toShownLogin } from '../../_server/shown-login.ts';

/** The sources, which tokens are kept for them, and how far their sign-ins are. Never a token. */
export const GET = defineRoute({}, async ({ server: { engine, projectRoot, logins } }) => {
  const accesses = await engine.listAccesses(projectRoot);
  return accesses.map((access) => ({ ...access, login: toShownLogin(logins.statusOf(access.source)) }));
});
