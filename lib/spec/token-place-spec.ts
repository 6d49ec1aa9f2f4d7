import { z } from 'zod';
import { textSchema } from './spec-values.ts';

/** Where a token that was fetched is put into requests. */
export const tokenPlaceShape = {
  location: z.enum(['header', 'query', 'cookie']).optional().describe('Where the token is sent. Default: header.'),
  name: textSchema
    .optional()
    .describe('Name of the header, query parameter or cookie. Default: Authorization, elsewhere access_token.'),
  prefix: z
    .string()
    .optional()
    .describe('Word before the token; empty for none. Default: Bearer in the header Authorization, else none.'),
};
