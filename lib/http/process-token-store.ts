import type { TokenStore } from './token-store.ts';

let store: TokenStore | undefined;

/** Says where authenticators of user code keep tokens that must outlive this process. */
export function setProcessTokenStore(one: TokenStore): void {
  store = one;
}

/** Undefined where tokens end with the process. */
export function processTokenStore(): TokenStore | undefined {
  return store;
}
