import { DangoError } from '../errors/dango-error.ts';
import type { Authenticator } from '../http/authenticator.ts';
import { maskOfAuthenticator } from '../http/authenticator-mask.ts';
import { createAuthenticator } from '../http/create-authenticator.ts';
import { tokenKey } from '../http/token-key.ts';
import type { Project } from '../project/load-project.ts';
import { openTokenFile } from '../project/token-file.ts';
import type { Authenticate } from '../rest/compile-rest-source.ts';

export interface SourceAuthentication {
  readonly authenticate: Authenticate;
  /** Hides every token that was fetched for the source, or is kept. */
  readonly mask: (text: string) => string;
}

/**
 * How the requests of a source get their credentials: tokens that must outlive this process lie in its token file.
 * `authenticate` throws `secret-missing` where a person has to allow the access first.
 */
export function authenticateSource({ paths }: Pick<Project, 'paths'>, source: string): SourceAuthentication {
  const made: Authenticator[] = [];
  const store = openTokenFile(paths.tokens, source);
  const loginHint = `Run: dango source login ${source}`;
  return {
    authenticate(auth) {
      const isLasting = auth.type === 'oauth2_refresh_token' || auth.type === 'oauth2_authorization_code';
      const shelf = isLasting ? { store, key: tokenKey(auth) } : undefined;
      if (auth.type === 'oauth2_authorization_code' && shelf !== undefined && store.read(shelf.key) === undefined) {
        throw new DangoError(`Nobody has allowed the access to the API of ${source} yet`, {
          code: 'secret-missing',
          hint: loginHint,
        });
      }
      const authenticator = createAuthenticator(auth, { shelf, loginHint });
      if (authenticator !== null) made.push(authenticator);
      return authenticator;
    },
    mask: (text) => made.reduce((masked, one) => maskOfAuthenticator(one)(masked), text),
  };
}
