/** Requests per second, evenly spaced; or as many as may be sent within any second, minute or hour, as fast as they come. */
export type RateLimit = number | { readonly requests: number; readonly per: RateLimitPeriod };

export const rateLimitPeriods = ['second', 'minute', 'hour'] as const;
export type RateLimitPeriod = (typeof rateLimitPeriods)[number];
