import type { Exchange } from '../http/exchange.ts';
import type { ResourceReport } from '../sync/sync-report.ts';

/**
 * Why nothing more of a resource was asked for, in words without a full stop.
 * @param last its last exchange; undefined: no request was sent.
 */
export function describeEnd(
  { status, error, stopped_by: limit }: ResourceReport,
  last: Pick<Exchange, 'decision' | 'listEnd'> | undefined,
): string {
  if (status === 'failed') return `it failed: ${error?.message ?? 'nobody said why'}`.replace(/\.$/, '');
  const end = last?.listEnd;
  // With its last page the limit was reached and the list at its end.
  if (limit === 'pages' && end !== undefined) return end;
  if (limit === 'recording') return 'the recording has no further page';
  const more = last?.decision?.includes('reads on') === true ? ', though the API has a next page' : '';
  if (limit !== undefined) return `the limit of ${limit} was reached${more}`;
  if (end !== undefined) return end;
  return last === undefined ? 'no request was sent' : (last.decision ?? 'its code asked for no more');
}
