import { z } from 'zod';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';
import { tokenPlaceShape } from './token-place-spec.ts';

const secondsSchema = z.number().gt(0).optional();

const client = {
  access_token_url: textSchema.describe('Absolute URL that gives tokens.'),
  client_id: textSchema.describe('Name of this client.'),
};

/** What the token requests of every kind of OAuth 2 can say. */
const tokenRequest = {
  client_authentication: z
    .enum(['body', 'basic'])
    .optional()
    .describe('Where client id and secret are sent to get a token: in its fields or as HTTP Basic. Default: body.'),
  scopes: z
    .union([z.string(), z.array(textSchema)])
    .optional()
    .describe('What the token may be used for; a list is joined by blanks. Default: none.'),
  audience: textSchema.optional().describe('The API that the token is for, where the provider asks. Default: none.'),
  access_token_request_data: z
    .record(z.string(), z.string())
    .optional()
    .describe('Further form fields of the token request. Default: none.'),
  access_token_request_headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Further headers of the token request. Default: none.'),
  access_token_request_format: z
    .enum(['form', 'json'])
    .optional()
    .describe('How the fields of the token request are sent. Default: form.'),
  access_token_path: textSchema.optional().describe('Path in the answer to the access token. Default: access_token.'),
  expires_in_path: textSchema
    .optional()
    .describe('Path in the answer to the lifetime in seconds, or to the instant of the end. Default: expires_in.'),
  default_token_expiration: secondsSchema.describe(
    'Lifetime in seconds of a token whose answer names none. Default: 3600.',
  ),
  ...tokenPlaceShape,
};

const refreshTokenPath = textSchema
  .optional()
  .describe('Path in the answer to the next refresh token. Default: refresh_token.');

const optionalSecret = textSchema.optional().describe('Secret of this client. Default: none, a public client.');

/** A token for the program itself. */
export const oauth2ClientCredentialsSpec = strictMapping({
  type: z.literal('oauth2_client_credentials'),
  ...client,
  client_secret: textSchema.describe('Secret of this client.'),
  ...tokenRequest,
}).describe('OAuth 2: a token is fetched with client id and secret, and renewed when it expires.');

/** A token by a refresh token that somebody got before. */
export const oauth2RefreshTokenSpec = strictMapping({
  type: z.literal('oauth2_refresh_token'),
  ...client,
  refresh_token: textSchema.describe('The first refresh token; where the API gives new ones, they are kept.'),
  client_secret: optionalSecret,
  refresh_token_path: refreshTokenPath,
  ...tokenRequest,
}).describe('OAuth 2: a refresh token gives access tokens.');

/** A token by user name and password. */
export const oauth2PasswordSpec = strictMapping({
  type: z.literal('oauth2_password'),
  ...client,
  username: textSchema.describe('User name.'),
  password: textSchema.describe('Password of the user.'),
  client_secret: optionalSecret,
  refresh_token_path: refreshTokenPath,
  ...tokenRequest,
}).describe('OAuth 2: user name and password of a person give a token.');

/** A token that a person allows in the browser. */
export const oauth2AuthorizationCodeSpec = strictMapping({
  type: z.literal('oauth2_authorization_code'),
  authorization_url: textSchema.describe('Absolute URL of the page where a person allows the access.'),
  ...client,
  client_secret: optionalSecret,
  authorization_data: z
    .record(z.string(), z.string())
    .optional()
    .describe('Further parameters of that page, such as `access_type: offline`. Default: none.'),
  redirect_port: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Port of the address http://127.0.0.1:<port>/callback that the page leads back to. Default: any free one; in the browser UI that of the UI.',
    ),
  refresh_token_path: refreshTokenPath,
  ...tokenRequest,
}).describe('OAuth 2: a person allows the access once in the browser, by `dango source login`.');
