import { toErrorRecord } from '../../errors/error-record.ts';
import { noteFetchedToken } from '../../http/fetched-tokens.ts';
import { isStoredToken, type StoredToken, type TokenFile } from '../../project/token-file.ts';
import type { GuestMessage, HostMessage } from './guest-messages.ts';

/** What a guest says of its tokens. */
export type TokenMessage = Extract<GuestMessage, { type: 'token-wanted' | 'token-fetched' }>;

export interface TokenLender extends Disposable {
  /** Takes a message of the guest. @throws TypeError for what only user code could have written. */
  hear(message: TokenMessage): void;
}

/**
 * Lets a guest renew the tokens of its own source: it is told what is kept while nobody else can renew it, and what it
 * fetched is on the disk before it is told so. A guest that ends half-way leaves everything as it was.
 */
export function lendTokens(store: TokenFile, tell: (message: HostMessage) => void, signal: AbortSignal): TokenLender {
  let lent: PromiseWithResolvers<StoredToken> | undefined;
  const giveBack = (): void => {
    lent?.reject(new Error('The module got no token.'));
    lent = undefined;
  };
  const lend = (key: string): void => {
    const pending = Promise.withResolvers<StoredToken>();
    lent = pending;
    const work = (kept: StoredToken | undefined): Promise<StoredToken> => {
      note(kept);
      tell({ type: 'token-kept', token: kept ?? null });
      return pending.promise;
    };
    store.renew(key, work, signal).then(
      () => tell({ type: 'token-saved' }),
      (error: unknown) => {
        lent = undefined;
        tell({ type: 'token-refused', error: toErrorRecord(error) });
      },
    );
  };
  return {
    hear(message) {
      if (message.type === 'token-wanted') {
        if (lent !== undefined || typeof message.key !== 'string') throw new TypeError('One token at a time.');
        lend(message.key);
      } else if (message.token === null) giveBack();
      else {
        if (!isStoredToken(message.token)) throw new TypeError('That is no token.');
        note(message.token);
        lent?.resolve(message.token);
        lent = undefined;
      }
    },
    [Symbol.dispose]: giveBack,
  };
}

function note(token: StoredToken | undefined): void {
  for (const secret of [token?.accessToken, token?.refreshToken]) if (secret !== undefined) noteFetchedToken(secret);
}
