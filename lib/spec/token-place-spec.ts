import { z } from 'zod';
import { textSchema } from './spec-values.ts';

/** Where a token that was fetched is put into requests, and when it is renewed. */
export const tokenPlaceShape = {
  location: z.enum(['header', 'query', 'cookie']).optional().describe('Where the token is sent. Default: header.'),
  name: textSchema
    .optional()
    .describe('Name of the header, query parameter or cookie. Default: Authorization, elsewhere access_token.'),
  prefix: z
    .string()
    .optional()
    .describe('Word before the token; empty for none. Default: Bearer in the header Authorization, else none.'),
  renew_on: z
    .array(z.int().min(400).max(599))
    .min(1)
    .optional()
    .describe('Statuses after which the token is renewed once, such as [401, 403, 419]. Default: 401.'),
};
