import type { ErrorRecord } from '../errors/dango-error.ts';
import { DangoError } from '../errors/dango-error.ts';
import { toErrorRecord } from '../errors/error-record.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import { tokenKey } from '../http/token-key.ts';
import { interpolateSource } from '../project/interpolate-source.ts';
import { loadProject, type Project } from '../project/load-project.ts';
import type { UsableSource } from '../project/require-source.ts';
import { loadSecretStore, type SecretStore } from '../project/secret-store.ts';
import { deleteTokens, openTokenFile, type StoredToken } from '../project/token-file.ts';
import type { Auth, OAuth2Auth } from '../spec/auth.ts';
import { authPlaces } from '../spec/auth-places.ts';
import type { SourceSpec } from '../spec/source-spec.ts';
import { toAuth } from '../spec/to-auth.ts';

/** What is known of a token that is kept. Never the token. */
export interface KeptAccess {
  /** ISO 8601, UTC. */
  readonly obtainedAt: string;
  /** ISO 8601, UTC; undefined: without a known end. */
  readonly expiresAt: string | undefined;
  /** Whether it is renewed without asking a person. */
  readonly isRenewable: boolean;
}

/** One OAuth 2 block of a source, or the tokens of a module. */
export interface OAuthAccess {
  readonly type: OAuth2Auth['type'];
  /** Where sources.yml has it; undefined for a module. */
  readonly at: SourceLocation | undefined;
  /** Host that gives the tokens; undefined where that is not known. */
  readonly provider: string | undefined;
  /** Whether its token outlives a run. */
  readonly isLasting: boolean;
  readonly token: KeptAccess | undefined;
}

/** How a source gets its access. */
export interface SourceAccess {
  readonly source: string;
  readonly type: SourceSpec['type'];
  readonly isEnabled: boolean;
  /** Empty without OAuth 2. */
  readonly oauth: readonly OAuthAccess[];
  /** Why more is not known: a missing secret, or a damaged file of tokens. */
  readonly problem: ErrorRecord | undefined;
}

/**
 * Every usable source with the tokens that are kept for it, without asking anybody.
 * @throws DangoError `config-invalid` for a broken `secrets.toml`.
 */
export function listAccesses(projectRoot: string): readonly SourceAccess[] {
  const project = loadProject(projectRoot);
  const store = loadSecretStore(project.root);
  return project.sources.flatMap((entry): SourceAccess[] => {
    const { name: source, enabled: isEnabled, spec } = entry;
    if (spec === undefined) return [];
    const usable = { ...entry, type: spec.type, spec };
    const base = { source, isEnabled, type: spec.type };
    try {
      return [{ ...base, oauth: oauthOf(project, usable, store), problem: undefined }];
    } catch (error) {
      if (!DangoError.is(error)) throw error;
      return [{ ...base, oauth: declaredOauth(usable), problem: toErrorRecord(error) }];
    }
  });
}

/** Deletes the tokens that are kept for a source, so that a person has to allow its access anew. */
export function disconnectSource(projectRoot: string, source: string): void {
  deleteTokens(loadProject(projectRoot).paths.tokens, source);
}

function oauthOf({ paths }: Project, source: UsableSource, store: SecretStore): OAuthAccess[] {
  const tokens = openTokenFile(paths.tokens, source.name);
  if (source.spec.type === 'dlt_native') {
    return [...tokens.readAll()].map(([key, token]) => ({
      type: key.startsWith('oauth2_authorization_code-') ? 'oauth2_authorization_code' : 'oauth2_refresh_token',
      at: undefined,
      provider: undefined,
      isLasting: true,
      token: keptAccess(token),
    }));
  }
  const { spec } = interpolateSource(source, store);
  return blocksOf({ ...source, spec }).map(({ auth, at }) => {
    const isLasting = auth.type === 'oauth2_refresh_token' || auth.type === 'oauth2_authorization_code';
    const token = isLasting ? tokens.read(tokenKey(auth)) : undefined;
    const provider = URL.parse(auth.accessTokenUrl)?.host;
    return { type: auth.type, at, provider, isLasting, token: token === undefined ? undefined : keptAccess(token) };
  });
}

/** What the source says as it stands, where its values cannot be filled in. */
function declaredOauth(source: UsableSource): OAuthAccess[] {
  return blocksOf(source).map(({ auth: { type, accessTokenUrl }, at }) => ({
    type,
    at,
    provider: accessTokenUrl.includes('${') ? undefined : URL.parse(accessTokenUrl)?.host,
    isLasting: type === 'oauth2_refresh_token' || type === 'oauth2_authorization_code',
    token: undefined,
  }));
}

function blocksOf(source: UsableSource): { readonly auth: OAuth2Auth; readonly at: SourceLocation }[] {
  const { spec } = source;
  if (spec.type !== 'rest_api') return [];
  return authPlaces(spec.rest_api).flatMap(({ path, auth: written }) => {
    const auth = toAuth(written);
    return isOAuth2(auth) ? [{ auth, at: source.locate(['rest_api', ...path], 'key') }] : [];
  });
}

function isOAuth2(auth: Auth): auth is OAuth2Auth {
  return auth.type.startsWith('oauth2_');
}

function keptAccess({ obtainedAtMs, expiresAtMs, refreshToken }: StoredToken): KeptAccess {
  return {
    obtainedAt: new Date(obtainedAtMs).toISOString(),
    expiresAt: expiresAtMs === undefined ? undefined : new Date(expiresAtMs).toISOString(),
    isRenewable: refreshToken !== undefined,
  };
}
