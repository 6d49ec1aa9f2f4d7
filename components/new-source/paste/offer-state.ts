import type { ErrorRecord, OfferEvent, OfferMadeEvent, PreviewFinishedEvent, PreviewTable } from '#lib/index.ts';

/** What is known of a pasted text. */
export interface OfferState {
  /** `waiting`: nobody has asked yet. `failed`: the text makes no source. */
  readonly standing: 'waiting' | 'reading' | 'fetching' | 'offered' | 'failed';
  /** Whether more is told: the API is asked, or rows are made. */
  readonly isBusy: boolean;
  readonly made: OfferMadeEvent | undefined;
  /** Rows as a sync would make them. Those of before stay until new ones come. */
  readonly tables: readonly PreviewTable[];
  /** The end of the preview that made the rows. */
  readonly finished: PreviewFinishedEvent | undefined;
  /** Why the text makes no source, or why the last change of what is offered was not taken. */
  readonly error: unknown;
}

export const nothingOffered: OfferState = {
  standing: 'waiting',
  isBusy: false,
  made: undefined,
  tables: [],
  finished: undefined,
  error: undefined,
};

/** The state after one more event. */
export function advanceOffer(state: OfferState, event: OfferEvent): OfferState {
  if (event.type === 'offer-fetching') return { ...state, standing: 'fetching' };
  if (event.type === 'offer-made') {
    return { ...state, standing: 'offered', made: event, error: undefined, finished: undefined };
  }
  if (event.type === 'offer-failed') return { ...state, standing: 'failed', error: event.error };
  if (event.type === 'preview-tables') return { ...state, tables: event.tables };
  if (event.type !== 'preview-finished') return state;
  return { ...state, finished: event, tables: event.status === 'failed' ? [] : state.tables };
}

/** Why a resource has no rows: its request failed, or its answer could not be read. */
export function failureOf({ made, finished }: OfferState, resource: string): ErrorRecord | undefined {
  return (
    made?.failures?.[resource] ??
    finished?.resources.find(({ name }) => name === resource)?.error ??
    (finished?.resources.length === 0 ? finished.error : undefined)
  );
}

/** Whether there are no rows for a reason that is told. */
export function hasFailed({ made, finished }: OfferState): boolean {
  return made?.failures !== undefined || finished?.status === 'failed' || finished?.status === 'partial';
}
