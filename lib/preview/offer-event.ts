import type { ErrorRecord } from '../errors/dango-error.ts';
import type { OfferRequest, SourceOffer } from '../sync/offered-source.ts';
import type { PreviewEvent } from './preview-event.ts';

export interface TryOfferRequest extends OfferRequest {
  /**
   * What may be asked of the API. `nothing`: the text is read. `gets`: the first page of each request by GET, once. `all`: also
   * requests that send a body. `test`: what is chosen is tried as a preview does, with its limits.
   */
  readonly asks: 'nothing' | 'gets' | 'all' | 'test';
  /** Id of a recording that an earlier try kept: what it has is not asked for again. */
  readonly recording?: string | undefined;
}

/** What a try of a pasted text tells. Behind `offer-made` come the events of a preview where rows can be shown. */
export type OfferEvent =
  /** Requests are sent now. */
  | { readonly type: 'offer-fetching'; readonly requests: number }
  /** Comes a second time behind `offer-fetching`, with what was answered. */
  | OfferMadeEvent
  /** The text makes no source. Always the last one. */
  | { readonly type: 'offer-failed'; readonly error: ErrorRecord }
  | PreviewEvent;

export interface OfferMadeEvent {
  readonly type: 'offer-made';
  readonly offer: SourceOffer;
  /** Name it to `recording` of the next try. Absent where nothing was asked. */
  readonly recording?: string | undefined;
  /** What was asked by this try or those before, masked. */
  readonly requests: readonly OfferedRequest[];
  /** Why requests failed, by name of the resource. Absent: none did. */
  readonly failures?: Readonly<Record<string, ErrorRecord>> | undefined;
}

export interface OfferedRequest {
  readonly method: string;
  readonly url: string;
  /** 0 where no answer came. */
  readonly status: number;
  readonly durationMs: number;
}
