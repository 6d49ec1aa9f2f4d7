import { z } from 'zod';
import type { RetryOptions } from './retry-options.ts';
import { strictMapping } from './strict-mapping.ts';

/** `retry` as it is written in sources.yml, for the whole source or a resource. */
export const retrySpecSchema = strictMapping({
  attempts: z
    .int()
    .min(1)
    .optional()
    .describe(
      'Attempts of a request, the first one included; waits that the API asks for are none. Default: limits.max_attempts of the project, 10.',
    ),
  statuses: z
    .array(z.int().min(400).max(599))
    .optional()
    .describe('Statuses after which a request is repeated. Default: 429, 500, 502, 503, 504.'),
  max_wait: z
    .number()
    .gt(0)
    .optional()
    .describe('Longest single wait, in seconds; an API that asks for more ends the request. Default: 300.'),
  budget: z
    .number()
    .gt(0)
    .optional()
    .describe(
      'Time for all attempts and waits of one request, in seconds. Default: 900, or three times max_wait if that is more.',
    ),
  post: z
    .boolean()
    .optional()
    .describe('Whether a POST is repeated also when the API may have processed it already. Default: false.'),
}).describe('How requests that fail are repeated. Default: what its keys say.');

type RetrySpec = z.infer<typeof retrySpecSchema>;

/** The same in milliseconds. */
export function toRetryOptions(spec: RetrySpec | undefined): RetryOptions | undefined {
  if (spec === undefined) return undefined;
  const { attempts, statuses, max_wait, budget, post } = spec;
  return { attempts, statuses, maxWaitMs: toMs(max_wait), budgetMs: toMs(budget), post };
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
