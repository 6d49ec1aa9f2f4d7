import { completeFault, type Fault, type WholeFault } from '../spec/fault.ts';

/** A fault that a sending meets. */
export interface MetFault extends WholeFault {
  /** Its position in the list that was given, from 0. */
  readonly position: number;
}

/**
 * Says which sendings of a test meet a fault. It counts the requests of each resource as they are sent first; what is
 * sent again belongs to the same request.
 */
export class FaultSwitch {
  readonly #waiting: { readonly fault: MetFault; request: object | undefined; left: number }[];
  readonly #numbers = new WeakMap<object, number>();
  readonly #counts = new Map<string | undefined, number>();

  constructor(faults: readonly Fault[]) {
    this.#waiting = faults.map((fault, position) => {
      const whole = completeFault(fault);
      return { fault: { ...whole, position }, request: undefined, left: whole.times };
    });
  }

  /**
   * What this sending meets; undefined for nothing. Where several faults are meant for one request, each sending meets
   * one of them, in the order of the list.
   * @param request the same object for each sending of a request.
   */
  meet(request: object, resource: string | undefined): MetFault | undefined {
    const number = this.#numberOf(request, resource);
    for (const one of this.#waiting) {
      const { fault } = one;
      if (one.left === 0 || fault.at !== number) continue;
      if (fault.resource !== undefined && fault.resource !== resource) continue;
      // Another resource came to that request before.
      if (one.request !== undefined && one.request !== request) continue;
      one.request = request;
      one.left--;
      return fault;
    }
    return undefined;
  }

  #numberOf(request: object, resource: string | undefined): number {
    const known = this.#numbers.get(request);
    if (known !== undefined) return known;
    const number = (this.#counts.get(resource) ?? 0) + 1;
    this.#counts.set(resource, number);
    this.#numbers.set(request, number);
    return number;
  }
}

/** The switch of a test; undefined where nothing is pretended. */
export function createFaultSwitch(faults: readonly Fault[] = []): FaultSwitch | undefined {
  return faults.length === 0 ? undefined : new FaultSwitch(faults);
}
