import { DangoError } from '../errors/dango-error.ts';

/**
 * What happens to a request: `429` too many requests, with Retry-After; `401` the credentials are no good any more; `500` a fault
 * of the server; `cut` the connection breaks within the answer; `slow` the answer comes late.
 */
export const faultKinds = ['429', '401', '500', 'cut', 'slow'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What a test pretends of one request, to see what becomes of it. */
export interface Fault {
  readonly kind: FaultKind;
  /** Which request of its resource, in the order of sending, from 1. Requests for tokens are not counted. Default 1. */
  readonly at?: number | undefined;
  /** Absent: whichever resource comes to that request first. */
  readonly resource?: string | undefined;
  /** How many sendings of that request meet it, repetitions among them; 1 to 100. Default 1. */
  readonly times?: number | undefined;
  /** Of `429` the seconds in Retry-After, default 2; of `slow` how much later the answer comes, default 5. 1 to 300. */
  readonly seconds?: number | undefined;
}

/** A fault with all that counts. */
export type WholeFault = Fault & { readonly at: number; readonly times: number; readonly seconds: number };

export function completeFault(fault: Fault): WholeFault {
  return { ...fault, at: fault.at ?? 1, times: fault.times ?? 1, seconds: fault.seconds ?? usualSeconds(fault.kind) };
}

function usualSeconds(kind: FaultKind): number {
  return kind === 'slow' ? 5 : 2;
}

/** The fault in a few words: `429 with Retry-After: 2`. */
export function describeFault(fault: Fault): string {
  const { kind, seconds } = completeFault(fault);
  switch (kind) {
    case '429':
      return `429 with Retry-After: ${seconds}`;
    case '401':
      return '401, as for an expired token';
    case '500':
      return 'status 500';
    case 'cut':
      return 'a cut connection';
    case 'slow':
      return `an answer ${seconds} s later`;
  }
}

const bounds = { at: 1_000_000, times: 100, seconds: 300 } as const;

/** @throws DangoError `usage-invalid` for a number that is none of those allowed. */
export function checkFaults(faults: readonly Fault[]): void {
  for (const fault of faults.map(completeFault)) {
    for (const [name, most] of Object.entries(bounds) as [keyof typeof bounds, number][]) {
      if (Number.isSafeInteger(fault[name]) && fault[name] >= 1 && fault[name] <= most) continue;
      throw new DangoError(
        `"${name}" of the pretended ${fault.kind} is ${fault[name]}, which is no whole number from 1 to ${most}.`,
        {
          code: 'usage-invalid',
          hint: `Leave it out for ${completeFault({ kind: fault.kind })[name]}.`,
        },
      );
    }
  }
}
