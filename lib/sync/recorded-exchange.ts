import type { Exchange } from '../http/exchange.ts';

/** An exchange that a load kept, without its body. */
export type ExchangeSummary = Omit<Exchange, 'responseBody'>;

export type ExchangeAnswer =
  | {
      readonly kind: 'kept';
      readonly exchange: Exchange;
      /** True when only the first 4 MiB of the body were kept. */
      readonly isBodyCut: boolean;
    }
  /** The load is known no more; `reason` says so in words. */
  | { readonly kind: 'pruned'; readonly reason: string };

export type ExchangeListing =
  | { readonly kind: 'kept'; readonly exchanges: readonly ExchangeSummary[] }
  | { readonly kind: 'pruned'; readonly reason: string };
