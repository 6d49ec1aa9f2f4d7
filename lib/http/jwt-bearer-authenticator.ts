import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { DangoError } from '../errors/dango-error.ts';
import type { CredentialPlace, OAuth2Client } from '../spec/auth.ts';
import type { JsonObject } from '../spec/json-value.ts';
import type { AuthContext, Authenticator } from './authenticator.ts';
import { oauth2TokenRequest } from './oauth2-token-request.ts';
import { createTokenAuthenticator } from './token-authenticator.ts';
import { requestToken } from './token-request.ts';
import type { KeptToken } from './token-store.ts';

export interface JwtBearerOptions extends Pick<
  OAuth2Client,
  | 'accessTokenUrl'
  | 'clientId'
  | 'scopes'
  | 'accessTokenRequestData'
  | 'accessTokenRequestHeaders'
  | 'accessTokenPath'
  | 'expiresInPath'
  | 'defaultTokenExpiration'
> {
  /** RSA key in PEM; line breaks may be written as `\n`. */
  readonly privateKey: string;
  readonly privateKeyPassphrase?: string | undefined;
  /** Further claims, or others in place of iss, sub, aud, iat, exp and scope; null leaves one out. */
  readonly claims?: JsonObject | undefined;
  /** Further fields of the token's header, such as `kid`. */
  readonly header?: JsonObject | undefined;
  readonly place?: CredentialPlace | undefined;
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const lifetimeSeconds = 3600;

/**
 * OAuth 2 with a signed assertion (RFC 7523): service accounts. Issuer and subject are the client, the audience is the
 * token endpoint, it is good for an hour and signed with RS256.
 * @throws `config-invalid` for a key that cannot be read.
 */
export function createJwtBearerAuthenticator(options: JwtBearerOptions): Authenticator {
  const key = readKey(options);
  const { privateKey, privateKeyPassphrase, claims: _claims, header: _header, scopes: _scopes, ...client } = options;
  const obtain = async (context: AuthContext): Promise<KeptToken> => {
    const assertion = createAssertion(options, key, context.now());
    const request = oauth2TokenRequest(
      { type: 'oauth2_client_credentials', clientSecret: '', ...client },
      { grant_type: grantType, assertion },
    );
    return await requestToken({ ...request, hint: 'Check access_token_url, client_id and the private key.' }, context);
  };
  const secrets = [privateKey, ...(privateKeyPassphrase === undefined ? [] : [privateKeyPassphrase])];
  return createTokenAuthenticator({ obtain, place: options.place, secrets });
}

function createAssertion(options: JwtBearerOptions, key: KeyObject, nowMs: number): string {
  const { clientId, accessTokenUrl, scopes, claims, header } = options;
  const issuedAt = Math.floor(nowMs / 1000);
  const payload = {
    iss: clientId,
    sub: clientId,
    aud: accessTokenUrl,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    scope: scopes === undefined || scopes.length === 0 ? null : scopes.join(' '),
    ...claims,
  };
  const said = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null));
  const text = `${encode({ alg: 'RS256', typ: 'JWT', ...header })}.${encode(said)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function readKey({ privateKey, privateKeyPassphrase }: JwtBearerOptions): KeyObject {
  try {
    const pem = privateKey.replaceAll(String.raw`\n`, '\n');
    return createPrivateKey(privateKeyPassphrase === undefined ? pem : { key: pem, passphrase: privateKeyPassphrase });
  } catch {
    // The library's error may quote the key.
    throw new DangoError('The private key cannot be read', {
      code: 'config-invalid',
      hint: 'Give a whole PEM text, with its BEGIN and END lines, and the passphrase if it has one.',
    });
  }
}
