import { DangoError } from '../errors/dango-error.ts';
import { authorizationUrl, createAuthorizationSecrets } from '../http/authorization-request.ts';
import { createTokenContext } from '../http/create-http-client.ts';
import { runInHttpScope } from '../http/http-scope.ts';
import { oauth2TokenRequest } from '../http/oauth2-token-request.ts';
import { createMask } from '../http/redact.ts';
import { tokenKey } from '../http/token-key.ts';
import { requestToken } from '../http/token-request.ts';
import type { KeptToken } from '../http/token-store.ts';
import { interpolateSource } from '../project/interpolate-source.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import { requireSource } from '../project/require-source.ts';
import { loadSecretStore } from '../project/secret-store.ts';
import { openTokenFile } from '../project/token-file.ts';
import type { AuthorizationCodeAuth } from '../spec/auth.ts';
import { authPlaces } from '../spec/auth-places.ts';
import type { SourceSpec } from '../spec/source-spec.ts';
import { toAuth } from '../spec/to-auth.ts';
import { httpLimits } from './http-limits.ts';
import { receiveCode, type CodeReceiver, type CodeReceiverOptions } from './receive-code.ts';

export interface LoginHost {
  /** Is given what a person needs to allow the access; for each provider of the source once. */
  readonly onPage: (page: LoginPage) => void;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /**
   * Takes the code at an address of the host's own; undefined where the host has none for this. Default: a port of
   * loopback takes it, the `redirect_port` of the source or any free one.
   */
  readonly receive?: ((options: CodeReceiverOptions) => CodeReceiver | undefined) | undefined;
}

/** Where a person allows an access, and where the browser comes back to. */
export interface LoginPage {
  /** Address of the provider's page. Holds the state: for that person's browser only. */
  readonly url: string;
  /** Host of the provider. */
  readonly provider: string;
  /** The address that has to be registered with providers that want to know it. */
  readonly redirectUri: string;
}

/** What a person should know of an access that was allowed. Holds no secret. */
export interface AllowedAccess {
  /** Host of the provider. */
  readonly provider: string;
  /** Instant when the access token ends; undefined without one. */
  readonly expiresAt: string | undefined;
  /** Whether the access is renewed without asking again. */
  readonly isRenewable: boolean;
}

const waitMs = 5 * 60_000;

/**
 * Lets a person allow a source its access in the browser (OAuth 2, authorization code with PKCE), and keeps the tokens.
 * @throws DangoError `usage-invalid` for a source without `type: oauth2_authorization_code`; `http-timeout` after five
 *   minutes; `http-status` where the provider says no; `run-cancelled`; faults of the project and its secrets.
 */
export async function loginSource(projectRoot: string, name: string, host: LoginHost): Promise<AllowedAccess[]> {
  const project = loadProject(projectRoot);
  const { spec, secretValues } = interpolateSource(requireSource(project, name), loadSecretStore(project.root));
  const allowed: AllowedAccess[] = [];
  for (const auth of authorizationsOf(name, spec)) {
    const token = await askPerson(project, auth, secretValues, host);
    await openTokenFile(project.paths.tokens, name).renew(tokenKey(auth), () => Promise.resolve(token), host.signal);
    const { expiresAtMs } = token;
    allowed.push({
      provider: new URL(auth.authorizationUrl).host,
      expiresAt: expiresAtMs === undefined ? undefined : new Date(expiresAtMs).toISOString(),
      isRenewable: token.refreshToken !== undefined,
    });
  }
  return allowed;
}

function authorizationsOf(name: string, spec: SourceSpec): AuthorizationCodeAuth[] {
  const blocks = spec.type === 'rest_api' ? authPlaces(spec.rest_api).map((place) => toAuth(place.auth)) : [];
  const found = blocks.flatMap((auth) => (auth.type === 'oauth2_authorization_code' ? [auth] : []));
  if (found.length === 0) {
    throw new DangoError(`${name} needs nobody's consent in the browser.`, {
      code: 'usage-invalid',
      hint: 'Give it an auth of type oauth2_authorization_code, or go on without signing in.',
    });
  }
  return [...new Map(found.map((auth) => [tokenKey(auth), auth])).values()];
}

async function askPerson(
  { settings }: Project,
  auth: AuthorizationCodeAuth,
  secretValues: readonly string[],
  { onPage, signal, receive }: LoginHost,
): Promise<KeptToken> {
  const secrets = createAuthorizationSecrets();
  const { state, verifier } = secrets;
  const expected = { port: auth.redirectPort, state, waitMs, signal };
  await using receiver = receive?.(expected) ?? (await receiveCode(expected));
  const { redirectUri } = receiver;
  const url = authorizationUrl(auth, redirectUri, secrets);
  onPage({ url, provider: new URL(auth.authorizationUrl).host, redirectUri });
  const code = await receiver.code;
  const mask = createMask([...secretValues, state, verifier, code]);
  const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  return await runInHttpScope({ mask, signal, limits: httpLimits(settings.limits) }, () =>
    requestToken(oauth2TokenRequest(auth, fields), createTokenContext()),
  );
}
