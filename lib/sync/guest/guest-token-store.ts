import { fromErrorRecord } from '../../errors/error-record.ts';
import type { KeptToken, TokenStore } from '../../http/token-store.ts';
import { tellHost } from './guest-channel.ts';
import type { HostMessage } from './guest-messages.ts';

/** Keeps tokens with the run process, which alone can write them: see `lendTokens`. One is renewed at a time. */
export function createGuestTokenStore(hear: () => Promise<HostMessage | undefined>): TokenStore {
  let turn: Promise<unknown> = Promise.resolve();
  const renew: TokenStore['renew'] = async (key, work) => {
    tellHost({ type: 'token-wanted', key });
    const answer = await hear();
    if (answer?.type !== 'token-kept') throw refusal(answer);
    const token = await fetchOrGiveBack(() => work(answer.token ?? undefined), hear);
    tellHost({ type: 'token-fetched', token });
    const saved = await hear();
    if (saved?.type !== 'token-saved') throw refusal(saved);
    return token;
  };
  return {
    // What is kept is told by the host when a token is renewed, and one that is still good is not fetched again.
    read: () => undefined,
    renew(...request) {
      const mine = turn.then(() => renew(...request));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function fetchOrGiveBack(
  work: () => Promise<KeptToken>,
  hear: () => Promise<HostMessage | undefined>,
): Promise<KeptToken> {
  try {
    return await work();
  } catch (error) {
    tellHost({ type: 'token-fetched', token: null });
    await hear();
    throw error;
  }
}

function refusal(message: HostMessage | undefined): Error {
  if (message?.type === 'token-refused') return fromErrorRecord(message.error);
  return new TypeError(`Expected a token from the run process, got ${message?.type ?? 'nothing'}.`);
}
