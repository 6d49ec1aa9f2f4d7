import type { ErrorRecord } from '../errors/dango-error.ts';
import type { RecordedExchange } from '../http/replay.ts';
import type { Offered } from './offer-source.ts';

/**
 * Why the requests of a pasted text failed, as far as that matters: nothing failed where the answer is a document, and a
 * web page is told as such.
 */
export function explainAnswers(
  { offer }: Offered,
  failures: ReadonlyMap<string, ErrorRecord>,
  exchanges: readonly RecordedExchange[],
): ReadonlyMap<string, ErrorRecord> {
  if (!offer.isOfRequests) return new Map();
  return new Map(
    [...failures].map(([resource, error]) => {
      const answer = exchanges.findLast((exchange) => exchange.resource === resource);
      if (answer !== undefined && isPage(answer)) return [resource, pageError(answer)];
      // A recording knows what went wrong, and not what it meant.
      if (answer?.status === 0 && answer.error !== undefined && error.message !== answer.error)
        return [resource, { ...error, message: answer.error, hint: unreachedHint }];
      if (answer?.status === 429) return [resource, { ...error, hint: pauseHint }];
      const isRefused = answer?.status === 401 || answer?.status === 403;
      const isBare = offer.proposal?.settings.auth === undefined;
      return [resource, isRefused && isBare ? { ...error, hint: credentialsHint } : error];
    }),
  );
}

const unreachedHint = 'Check the address and the network, and try again.';

const pauseHint =
  'The API asks for a pause. Try again in a minute. A sync waits as long as it is asked to; rate_limit of the source keeps it below the limit.';

const credentialsHint =
  'It wants credentials. Paste a cURL command that carries them: -H "Authorization: Bearer TOKEN", or "Copy as cURL" in the network tab of a browser. They move into secrets.toml.';

function isPage({ responseHeaders, responseBody = '', status }: RecordedExchange): boolean {
  const isHtml = /html/i.test(responseHeaders['content-type'] ?? '') || /^\s*<(!doctype html|html)/i.test(responseBody);
  return isHtml && status >= 200 && status < 300;
}

function pageError({ url, redirectedTo }: RecordedExchange): ErrorRecord {
  return {
    code: 'response-invalid',
    message: `${redirectedTo ?? url} answers with a web page, not with data.`,
    hint: 'Paste the address of the API itself, or that of its OpenAPI document, which is often openapi.json or swagger.json.',
  };
}
