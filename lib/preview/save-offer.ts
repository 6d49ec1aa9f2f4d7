import { DangoError } from '../errors/dango-error.ts';
import { fromErrorRecord } from '../errors/error-record.ts';
import { saveSources, type ImportedSource } from '../sync/import-source.ts';
import type { OfferRequest } from '../sync/offered-source.ts';
import { reofferSource } from './try-offer.ts';

/**
 * Adds what a pasted text becomes to the project: its sources to sources.yml, its credentials to secrets.toml.
 * @param request as it was tried last.
 * @throws DangoError `usage-invalid` where nothing is chosen or a name is taken, `config-invalid` with what is wrong.
 */
export async function saveOffer(
  request: OfferRequest & { readonly recording?: string | undefined },
  signal: AbortSignal,
): Promise<readonly ImportedSource[]> {
  const { offer, sources } = await reofferSource(request, signal);
  if (offer.fault !== undefined) throw fromErrorRecord(offer.fault);
  if (sources.length === 0) {
    throw new DangoError('No request is chosen, so there is nothing to create.', {
      code: 'usage-invalid',
      hint: 'Choose at least one from the list.',
    });
  }
  return saveSources(request.projectRoot, sources);
}
