import type { JsonObject } from './json-value.ts';

/** Where a key or token is put into a request. */
export interface CredentialPlace {
  /** `body`: of a POST, as JSON unless it is a form. */
  readonly location: 'header' | 'query' | 'cookie' | 'body';
  /** Name of the header, query parameter, cookie or field; a dotted path in a JSON body. */
  readonly name: string;
  /** Word before the value, such as `Token`. Default: none. */
  readonly prefix?: string | undefined;
}

/** How requests prove who sends them. */
export type Auth =
  | { readonly type: 'none' }
  | {
      readonly type: 'bearer';
      readonly token: string;
      /** Word before the token; empty for none. Default `Bearer`. */
      readonly prefix?: string | undefined;
    }
  | ({ readonly type: 'api_key'; readonly apiKey: string } & CredentialPlace)
  | { readonly type: 'http_basic'; readonly username: string; readonly password: string }
  | OAuth2Auth
  | ({ readonly type: 'login' } & LoginRequest);

export type OAuth2Auth =
  | ({ readonly type: 'oauth2_client_credentials'; readonly clientSecret: string } & OAuth2Client)
  | ({ readonly type: 'oauth2_refresh_token'; readonly refreshToken: string } & OAuth2Client)
  | ({ readonly type: 'oauth2_password'; readonly username: string; readonly password: string } & OAuth2Client)
  | AuthorizationCodeAuth;

export interface AuthorizationCodeAuth extends OAuth2Client {
  readonly type: 'oauth2_authorization_code';
  /** Absolute URL of the page where a person allows the access. */
  readonly authorizationUrl: string;
  readonly authorizationData?: Readonly<Record<string, string>> | undefined;
  /** Default: any free port. */
  readonly redirectPort?: number | undefined;
}

/** What is said to a token endpoint, and how its answer is read. */
export interface OAuth2Client {
  readonly accessTokenUrl: string;
  readonly clientId: string;
  /** Default: none, a public client. */
  readonly clientSecret?: string | undefined;
  /** Where client id and secret are sent: in the fields or as HTTP Basic. Default `body`. */
  readonly clientAuthentication?: 'body' | 'basic' | undefined;
  /** Joined by blanks. Default: none. */
  readonly scopes?: readonly string[] | undefined;
  readonly audience?: string | undefined;
  /** Further fields of the token request. Default: none. */
  readonly accessTokenRequestData?: Readonly<Record<string, string>> | undefined;
  /** Further headers of the token request. Default: none. */
  readonly accessTokenRequestHeaders?: Readonly<Record<string, string>> | undefined;
  /** Default `form`. */
  readonly accessTokenRequestFormat?: 'form' | 'json' | undefined;
  /** Path in the answer. Default `access_token`. */
  readonly accessTokenPath?: string | undefined;
  /** Path in the answer to seconds, or to an instant. Default `expires_in`. */
  readonly expiresInPath?: string | undefined;
  /** Path in the answer. Default `refresh_token`. */
  readonly refreshTokenPath?: string | undefined;
  /** Lifetime of a token whose answer names none, in seconds. Default 3600. */
  readonly defaultTokenExpiration?: number | undefined;
  /** Where the token is sent. Default: the header `Authorization`, behind `Bearer`. */
  readonly place?: CredentialPlace | undefined;
  /** Statuses after which the token is renewed once. Default: 401. */
  readonly renewOn?: readonly number[] | undefined;
}

/** A request that gives a token, and where that is sent. */
export interface LoginRequest {
  /** A path below the base URL, or an absolute URL. */
  readonly url: string;
  /** Path in the answer. */
  readonly tokenPath: string;
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Sent as JSON. Default: nothing. */
  readonly json?: JsonObject | undefined;
  /** Sent as a form, in place of `json`. */
  readonly form?: Readonly<Record<string, string>> | undefined;
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as HTTP Basic. Default: none. */
  readonly username?: string | undefined;
  /** Default: empty. */
  readonly password?: string | undefined;
  /** Path in the answer to seconds, or to an instant. Default: none. */
  readonly expiresInPath?: string | undefined;
  /** Lifetime in seconds where the answer tells none. Default: until a 401. */
  readonly defaultTokenExpiration?: number | undefined;
  /** Where the token is sent. Default: the header `Authorization`, behind `Bearer`. */
  readonly place?: CredentialPlace | undefined;
  /** Statuses after which the token is renewed once. Default: 401. */
  readonly renewOn?: readonly number[] | undefined;
}
