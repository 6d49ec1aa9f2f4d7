import { z } from 'zod';
import { isPlainObject } from '../../util/plain-object.ts';
import { strictMapping } from '../strict-mapping.ts';

const text = z.string().nullish();
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** dlt's names of authentications, each also as a bare word. */
export const dltAuthTypes = ['bearer', 'api_key', 'http_basic', 'oauth2_client_credentials'] as const;

/** `auth` of a dlt configuration. What is left empty is looked up. */
export const dltAuthSchema = z.union([
  z.enum(dltAuthTypes),
  z.preprocess(
    (value) => (isPlainObject(value) && !Object.hasOwn(value, 'type') ? { type: 'bearer', ...value } : value),
    z.discriminatedUnion('type', [
      strictMapping({ type: z.literal('bearer'), token: text }),
      strictMapping({
        type: z.literal('api_key'),
        name: text,
        api_key: text,
        location: z.enum(['header', 'query', 'param', 'cookie']).nullish(),
      }),
      strictMapping({ type: z.literal('http_basic'), username: text, password: text }),
      strictMapping({
        type: z.literal('oauth2_client_credentials'),
        access_token: text,
        access_token_url: text,
        client_id: text,
        client_secret: text,
        access_token_request_data: z.record(z.string(), scalar).nullish(),
        default_token_expiration: z.int().min(1).nullish(),
      }),
    ]),
  ),
]);

export type DltAuth = z.infer<typeof dltAuthSchema>;
