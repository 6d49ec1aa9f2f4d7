import type { SourceLocation } from '../errors/source-location.ts';
import type { KeyPath } from './key-path.ts';
import type { SourceIssue } from './source-issue.ts';
import type { SourceSpec } from './source-spec.ts';
import type { Spelling } from './spelling-of.ts';

/** One source of sources.yml, usable or not. */
export interface SourceEntry {
  /** As written; `sources[2]` for one that has no usable name. */
  readonly name: string;
  readonly type: SourceSpec['type'] | undefined;
  /** Whether a sync of everything includes it. Default true. */
  readonly enabled: boolean;
  readonly description: string | undefined;
  readonly tags: readonly string[];
  /** Checked, but with `${…}` not yet filled in; undefined when there are issues. */
  readonly spec: SourceSpec | undefined;
  /** Empty for a source that can be used. */
  readonly issues: readonly SourceIssue[];
  /** Whose words a REST source is written in; undefined for any other source, and for one that cannot be read. */
  readonly spelling?: Spelling | undefined;
  /** Where the source begins. */
  readonly at: SourceLocation;
  /** Where a key of the spec is written; of a source in other words, what it is made of. */
  locate(path: KeyPath, part?: 'key' | 'value'): SourceLocation;
  /** In words for a person: `sources[shop].rest_api.base_url` for the path `['rest_api', 'base_url']`. */
  keyPath(path: KeyPath): string;
}
