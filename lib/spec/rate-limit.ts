/** Requests per second, evenly spaced; or as many as may be sent within any second, minute or hour, as fast as they come. */
export type RateLimit = number | { readonly requests: number; readonly per: RateLimitPeriod };

export const rateLimitPeriods = ['second', 'minute', 'hour'] as const;
export type RateLimitPeriod = (typeof rateLimitPeriods)[number];

export const rateLimitPeriodsMs: Readonly<Record<RateLimitPeriod, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
};

/** The same, counted together with all others of the project that have the key. */
export type SharedRateLimit = Exclude<RateLimit, number> & { readonly shared: string };
