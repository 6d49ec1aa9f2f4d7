import { z } from 'zod';
import { loginSpec } from './login-spec.ts';
import {
  oauth2AuthorizationCodeSpec,
  oauth2ClientCredentialsSpec,
  oauth2PasswordSpec,
  oauth2RefreshTokenSpec,
} from './oauth2-spec.ts';
import { strictMapping } from './strict-mapping.ts';
import { textSchema } from './spec-values.ts';

const bearer = strictMapping({
  type: z.literal('bearer'),
  token: textSchema.describe('Sent as `Authorization: Bearer <token>`.'),
  prefix: z.string().optional().describe('Word before the token, such as `Token`; empty for none. Default: Bearer.'),
}).describe('A token in the Authorization header.');

const apiKey = strictMapping({
  type: z.literal('api_key'),
  name: textSchema
    .optional()
    .describe(
      'Name of the header, query parameter, cookie or field (a dotted path in a json body). Default: Authorization.',
    ),
  api_key: textSchema.describe('The key.'),
  location: z
    .enum(['header', 'query', 'param', 'cookie', 'body'])
    .optional()
    .describe(
      'Where the key is sent; `param` is another word for `query`, `body` makes a field of a POST. Default: header.',
    ),
  prefix: z.string().optional().describe('Word before the key, such as `Token` or `Token token=`. Default: none.'),
}).describe('A key in a header, a query parameter, a cookie or the body.');

const httpBasic = strictMapping({
  type: z.literal('http_basic'),
  username: z.string().describe('User name; may be empty.'),
  password: z.string().describe('Password; may be empty.'),
}).describe('User name and password in the Authorization header.');

const none = strictMapping({ type: z.literal('none') }).describe('Nothing is sent.');

const variants = [
  bearer,
  apiKey,
  httpBasic,
  oauth2ClientCredentialsSpec,
  oauth2RefreshTokenSpec,
  oauth2PasswordSpec,
  oauth2AuthorizationCodeSpec,
  loginSpec,
] as const;

/** The `auth` block as it is written in sources.yml. */
export const authSpecSchema = z
  .discriminatedUnion('type', variants)
  .describe('How every request of this source proves who sends it. Default: nothing is sent.');

/** `auth` of a resource: a block of its own, or the word `none`. */
export const resourceAuthSpecSchema = z
  .union([z.literal('none'), z.discriminatedUnion('type', [none, ...variants])])
  .describe('How these requests prove who sends them; `none` sends nothing. Default: as the source says.');

export type AuthSpec = z.infer<typeof authSpecSchema>;
export type ResourceAuthSpec = z.infer<typeof resourceAuthSpecSchema>;
