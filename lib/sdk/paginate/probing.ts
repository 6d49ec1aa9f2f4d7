import type { PageResponse, PageStep, Paginator } from './paginator.ts';
import { probePagination, type ProbeOutcome, type Trial } from './probe-pagination.ts';

/** A paginator that reads no list: it tries out how one goes on, and tells what it found after the last request. */
export function probing(onOutcome: (outcome: ProbeOutcome, first: PageResponse) => void): Paginator {
  return {
    start(request) {
      let probe: Generator<Trial, ProbeOutcome, PageResponse | undefined> | undefined;
      let first: PageResponse | undefined;

      function advance(response: PageResponse | undefined): PageStep {
        if (probe === undefined || first === undefined) return { why: 'there was no first page' };
        const result = probe.next(response);
        if (result.done === true) {
          onOutcome(result.value, first);
          return { why: 'enough was tried' };
        }
        const { change, what } = result.value;
        return {
          next: { ...change, isFresh: true },
          reason: `tries ${what}`,
          ifRefused: () => advance(undefined),
        };
      }

      return {
        first: {},
        next(response) {
          first ??= response;
          probe ??= probePagination(request, response);
          return advance(response);
        },
      };
    },
  };
}
