import { z } from 'zod';
import { headersSchema, paramsSchema, textSchema } from './spec-values.ts';
import { strictMapping } from './strict-mapping.ts';
import { tokenPlaceShape } from './token-place-spec.ts';

/** A token by a request of the API's own. */
export const loginSpec = strictMapping({
  type: z.literal('login'),
  url: textSchema.describe('Where to ask for the token: a path below base_url or an absolute URL.'),
  token_path: textSchema.describe('Path in the answer to the token.'),
  method: z.enum(['GET', 'POST']).optional().describe('HTTP method. Default: POST.'),
  json: paramsSchema.optional().describe('Fields that are sent as JSON, such as user and password. Default: none.'),
  form: z
    .record(z.string(), z.string())
    .optional()
    .describe('Fields that are sent as a form, in place of json. Default: none.'),
  params: z.record(z.string(), z.string()).optional().describe('Query parameters. Default: none.'),
  headers: headersSchema.optional().describe('Headers of this request. Default: none.'),
  username: textSchema.optional().describe('User name that is sent as HTTP Basic. Default: none.'),
  password: z.string().optional().describe('Its password. Default: empty.'),
  expires_in_path: textSchema
    .optional()
    .describe('Path in the answer to the lifetime in seconds, or to the instant of the end. Default: none.'),
  default_token_expiration: z
    .number()
    .gt(0)
    .optional()
    .describe('Lifetime of the token in seconds. Default: until the API answers with 401.'),
  ...tokenPlaceShape,
}).describe('A first request gives a token, which is sent with all others and renewed when it is refused.');
