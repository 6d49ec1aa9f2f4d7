import type { Pagination } from '../../spec/rest-source.ts';

/** A pagination that can be followed. */
export type KnownPagination = Exclude<Pagination, { type: 'auto' }>;

/** What one response says about how its list goes on. */
export interface PaginationDetection {
  /** Whether the response says that more follows; `unknown` where it says nothing about it. */
  readonly more: 'yes' | 'no' | 'unknown';
  /** What `more` rests on, in words. */
  readonly sign: string;
  /** The best first; never empty. */
  readonly candidates: readonly [PaginationCandidate, ...PaginationCandidate[]];
}

export interface PaginationCandidate {
  readonly pagination: KnownPagination;
  /**
   * `sure`: the response says so itself, and no name has to be guessed. `likely`: it says so, but a parameter is guessed
   * by its name, so that the second page has to prove it. `unsure`: something is missing that only a try can tell.
   */
  readonly confidence: 'sure' | 'likely' | 'unsure';
  /** What speaks for it (or against it), in words: `next_cursor = "abc"`. */
  readonly evidence: readonly string[];
  /** Where the response repeats the position it was asked for, such as `meta.page`. */
  readonly echoPath?: string | undefined;
}
