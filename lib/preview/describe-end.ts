import type { Exchange } from '../http/exchange.ts';
import type { ResourceReport } from '../sync/sync-report.ts';

/** Why nothing more of a resource was asked for, in one sentence without a full stop. */
export function describeEnd(
  { name, status, error, stopped_by: limit }: ResourceReport,
  exchanges: readonly Exchange[],
): string {
  if (status === 'failed') return `it failed: ${error?.message ?? 'nobody said why'}`.replace(/\.$/, '');
  const last = exchanges.findLast(({ resource }) => resource === name);
  const isOpen = last?.decision?.includes('reads on') === true;
  const more = isOpen ? ', though the API has a next page' : '';
  const end = /the list ends: (.*)$/s.exec(last?.decision ?? '')?.[1];
  // With its last page the limit was reached and the list at its end.
  if (limit === 'pages' && end !== undefined) return end;
  if (limit === 'recording') return 'the recording has no further page';
  if (limit !== undefined) return `the limit of ${limit} was reached${more}`;
  if (end !== undefined) return end;
  return last === undefined ? 'no request was sent' : (last.decision ?? 'its code asked for no more');
}
