import { toErrorRecord } from '../errors/error-record.ts';
import type { ErrorRecord } from '../errors/dango-error.ts';
import { spellFlow } from '../spec/spell-yaml.ts';
import { detectSource } from '../sync/detect-source.ts';
import type { DetectedPagination } from '../sync/detected-source.ts';
import { valuesOf } from '../sync/offer-source.ts';
import type { OfferRequest } from '../sync/offered-source.ts';
import { reofferSource } from './try-offer.ts';

/** How the pages of a resource follow each other, as a change to what is offered. */
export interface DetectedPaging {
  /** As `changes` of an {@link OfferRequest} takes it. */
  readonly text: string;
  readonly confidence: 'sure' | 'likely' | 'guess';
  readonly evidence: readonly { readonly at: string; readonly text: string }[];
  /** Requests that were sent. */
  readonly requests: number;
}

export interface DetectedOffer {
  /** Undefined where it could not be found out. */
  readonly paging: DetectedPaging | undefined;
  readonly error: ErrorRecord | undefined;
}

/**
 * Tries out by a few requests, at most seventeen, how the pages of one offered resource follow each other.
 * @param resource its id.
 */
export async function detectOffer(
  request: OfferRequest & { readonly recording?: string | undefined },
  resource: string,
  signal: AbortSignal,
): Promise<DetectedOffer> {
  const { offer, sources } = await reofferSource(request, signal);
  const [source] = sources;
  const name = offer.proposal?.resources.find(({ id }) => id === resource)?.settings.name.value;
  if (source === undefined || name === undefined) return { paging: undefined, error: offer.fault };
  try {
    const detected = await detectSource(
      {
        projectRoot: request.projectRoot,
        source: source.name,
        sourcesText: offer.yaml,
        secrets: valuesOf(source.secrets),
        resource: name,
      },
      signal,
    );
    const found = detected.resources.find((one) => one.name === name);
    return {
      paging: found?.pagination === undefined ? undefined : asChange(found.pagination),
      error: found?.error,
    };
  } catch (error) {
    return { paging: undefined, error: toErrorRecord(error) };
  }
}

function asChange({ spec, confidence, evidence, tried }: DetectedPagination): DetectedPaging {
  return {
    text: spellFlow(spec),
    confidence: confidence === 'unsure' ? 'guess' : confidence,
    evidence: [
      ...evidence.map((text) => ({ at: 'tried out', text })),
      ...tried.map((text) => ({ at: 'request', text })),
    ],
    requests: tried.length + 1,
  };
}
