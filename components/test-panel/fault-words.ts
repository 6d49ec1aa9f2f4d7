import type { Fault } from '#lib/index.ts';
import { completeFault, describeFault } from '#lib/spec/fault.ts';

/** A fault with its place: `429 with Retry-After: 2 at request 2 of items`. */
export function faultWords(fault: Fault): string {
  const { at, resource, times } = completeFault(fault);
  const place = `at request ${at} of ${resource ?? 'any table'}`;
  return `${describeFault(fault)} ${place}${times === 1 ? '' : `, ${times} times`}`;
}
