export interface SampleApiOptions {
  /** Default: 0, a free port. */
  readonly port?: number | undefined;
  /** Whether `/users`, `/orders` and `/crm` ask for `Authorization: Bearer <token>`. Default: true. */
  readonly requireToken?: boolean | undefined;
  /** Bearer tokens that are accepted. Default: `["sample-token"]`. */
  readonly tokens?: readonly string[] | undefined;
  /** Requests per second that `/limited/…` answers. Default: 20. */
  readonly limitedRequestsPerSecond?: number | undefined;
  /** `expires_in` of `/oauth/token`, in seconds. Default: 3600. */
  readonly tokenLifetimeSeconds?: number | undefined;
}
