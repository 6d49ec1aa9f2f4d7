/** The access tokens that `/oauth/token` gave out. */
export interface OauthTokens {
  issue(lifetimeSeconds: number): string;
  isValid(token: string): boolean;
  revokeAll(): void;
}

/** A token outlives its lifetime by this much, so that a slow client is not refused by accident. */
const graceMs = 60_000;

export function createOauthTokens(now: () => number = () => Date.now()): OauthTokens {
  const expiryByToken = new Map<string, number>();
  let issued = 0;
  return {
    issue(lifetimeSeconds) {
      issued += 1;
      const token = `sample-access-token-${issued}`;
      expiryByToken.set(token, now() + lifetimeSeconds * 1000 + graceMs);
      return token;
    },
    isValid: (token) => now() < (expiryByToken.get(token) ?? -Infinity),
    revokeAll: () => expiryByToken.clear(),
  };
}
