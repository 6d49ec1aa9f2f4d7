import type { ErrorRecord } from '../errors/dango-error.ts';
import type { JsonObject } from '../spec/json-value.ts';
import type { Pagination } from '../spec/rest-source.ts';

/** What trying an API out says about a source. */
export interface DetectedSource {
  readonly source: string;
  readonly resources: readonly DetectedResource[];
}

export interface DetectedResource {
  readonly name: string;
  /** Undefined where no response came. */
  readonly records: DetectedRecords | undefined;
  readonly pagination: DetectedPagination | undefined;
  /** The lines to write at the resource in sources.yml; none where nothing was found out. */
  readonly yaml: readonly string[];
  /** What kept it from being found out. */
  readonly error: ErrorRecord | undefined;
}

export interface DetectedRecords {
  /** Path to the records, as data_selector has it. */
  readonly selector: string;
  /** On the first page. */
  readonly count: number;
  /** `given`: sources.yml says it. */
  readonly confidence: 'given' | 'sure' | 'likely' | 'unsure';
  readonly evidence: readonly string[];
  /** Other places that may hold records. */
  readonly others: readonly string[];
}

export interface DetectedPagination {
  /** What to write at `pagination`. */
  readonly spec: Pagination['type'] | (JsonObject & { readonly type: Pagination['type'] });
  /** `sure`: seen at work; `likely`: everything fits, but nothing proves it; `unsure`: not found out. */
  readonly confidence: 'sure' | 'likely' | 'unsure';
  readonly evidence: readonly string[];
  /** Each request besides the first, and what it brought. */
  readonly tried: readonly string[];
}
