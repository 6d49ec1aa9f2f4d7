import { z } from 'zod';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const bearer = strictMapping({
  type: z.literal('bearer'),
  token: textSchema.describe('Sent as `Authorization: Bearer <token>`.'),
}).describe('A token in the Authorization header.');

const apiKey = strictMapping({
  type: z.literal('api_key'),
  name: textSchema.optional().describe('Name of the header or query parameter. Default: Authorization.'),
  api_key: textSchema.describe('The key.'),
  location: z
    .enum(['header', 'query', 'param'])
    .optional()
    .describe('Where the key is sent; `param` is another word for `query`. Default: header.'),
}).describe('A key in a header or a query parameter.');

const httpBasic = strictMapping({
  type: z.literal('http_basic'),
  username: z.string().describe('User name; may be empty.'),
  password: z.string().describe('Password; may be empty.'),
}).describe('User name and password in the Authorization header.');

const oauth2ClientCredentials = strictMapping({
  type: z.literal('oauth2_client_credentials'),
  access_token_url: textSchema.describe('Absolute URL that gives tokens.'),
  client_id: textSchema.describe('Name of this client.'),
  client_secret: textSchema.describe('Secret of this client.'),
  access_token_request_data: z
    .record(z.string(), z.string())
    .optional()
    .describe('Further form fields of the token request, such as `scope` or `audience`. Default: none.'),
  default_token_expiration: z
    .number()
    .gt(0)
    .optional()
    .describe('Lifetime in seconds of a token whose answer names none. Default: 3600.'),
}).describe('OAuth 2: a token is fetched with client id and secret, and renewed when it expires.');

/** The `auth` block as it is written in sources.yml. */
export const authSpecSchema = z
  .discriminatedUnion('type', [bearer, apiKey, httpBasic, oauth2ClientCredentials])
  .describe('How every request of this source proves who sends it. Default: nothing is sent.');

export type AuthSpec = z.infer<typeof authSpecSchema>;
