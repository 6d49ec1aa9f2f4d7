import { DangoError, type Fault, type FaultKind } from '../lib/index.ts';
import { faultKinds } from '../lib/spec/fault.ts';

const form = new RegExp(`^(${faultKinds.join('|')})(?:=(\\d+))?(?:x(\\d+))?(?:@(?:([^:]+):)?(\\d+))?$`);

/**
 * Reads a fault as it is typed: `429`, `429@2`, `slow=3@items:1`, `500x4`.
 * @throws DangoError `usage-invalid` for anything else.
 */
export function parseFault(text: string): Fault {
  const match = form.exec(text);
  if (match === null) {
    throw new DangoError(`--pretend does not know "${text}".`, {
      code: 'usage-invalid',
      hint: `Give ${faultKinds.join(', ')}, then =SECONDS, xTIMES and @REQUEST or @RESOURCE:REQUEST where they matter: 429=1@items:2.`,
    });
  }
  const [, kind, seconds, times, resource, at] = match;
  const numberOf = (digits: string | undefined): number | undefined =>
    digits === undefined ? undefined : Number(digits);
  return { kind: kind as FaultKind, seconds: numberOf(seconds), times: numberOf(times), resource, at: numberOf(at) };
}
