import type { Authenticator } from '../http/authenticator.ts';
import type { Auth } from '../spec/auth.ts';
import { isHttpUrl } from '../spec/http-url.ts';
import { hasPlaceholder } from '../spec/placeholders.ts';
import type { RestResource } from '../spec/rest-source.ts';

/** What a resource's requests are sent with in place of the source's credentials; empty where they are the same. */
export interface ChosenAuth {
  readonly auth?: Authenticator | null;
  readonly authOrigin?: string;
}

/**
 * The credentials of a resource that has its own. They go to the host of the base URL, or to the other host that the
 * resource itself names as a whole address; one that comes out of data gets none.
 */
export function chooseAuth(
  { auth, path }: RestResource,
  authenticate: (auth: Auth) => Authenticator | null,
): ChosenAuth {
  if (auth === undefined) return {};
  const isOwnHost = isHttpUrl(path) && !hasPlaceholder(new URL(path).host);
  return { auth: authenticate(auth), ...(isOwnHost ? { authOrigin: new URL(path).origin } : {}) };
}
