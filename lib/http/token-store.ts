/** A token as it is kept. Secret. */
export interface KeptToken {
  readonly accessToken: string;
  /** Gives the next access token; absent where there is none. */
  readonly refreshToken?: string | undefined;
  /** Milliseconds since 1970. */
  readonly obtainedAtMs: number;
  /** Milliseconds since 1970; undefined: until a server refuses it. */
  readonly expiresAtMs?: number | undefined;
}

/** Where tokens outlive the process that fetched them. */
export interface TokenStore {
  /** The token under a key; undefined where there is none. */
  read(key: string): KeptToken | undefined;
  /**
   * Replaces a token while nobody else does, in any process: `work` is given what is kept by then, and what it returns
   * is kept before anybody can use it.
   */
  renew(
    key: string,
    work: (kept: KeptToken | undefined) => Promise<KeptToken>,
    signal: AbortSignal | undefined,
  ): Promise<KeptToken>;
}

/** Keeps tokens for as long as the process lives. Who shares it must not renew one token twice at the same time. */
export function createMemoryTokenStore(): TokenStore {
  const tokens = new Map<string, KeptToken>();
  return {
    read: (key) => tokens.get(key),
    async renew(key, work) {
      const token = await work(tokens.get(key));
      tokens.set(key, token);
      return token;
    },
  };
}
