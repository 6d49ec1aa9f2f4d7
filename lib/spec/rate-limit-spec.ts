import { z } from 'zod';
import { rateLimitPeriods } from './rate-limit.ts';
import { textSchema } from './spec-values.ts';
import { strictMapping } from './strict-mapping.ts';

/** `rate_limit` as it is written in sources.yml. */
export const rateLimitSpecSchema = z
  .union([
    z.number().gt(0).describe('Requests per second, evenly spaced.'),
    strictMapping({
      requests: z.int().min(1).describe('Requests that may be sent within any period of this length.'),
      per: z.enum(rateLimitPeriods).describe('Length of the period.'),
      shared: z
        .union([z.literal(true), textSchema])
        .optional()
        .describe(
          'A key: all sources of the project that have it, and their runs at the same time on this machine, take their requests out of one budget. true: the host of base_url is the key. Default: each run counts by itself.',
        ),
    }).describe('So many requests within any second, minute or hour, as fast as they come.'),
  ])
  .describe('Requests per second over all resources, or requests and per. Default: no limit.');
