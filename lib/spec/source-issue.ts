import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { KeyPath } from './key-path.ts';

/** Something wrong in a project file, with its place. */
export interface SourceIssue {
  /** The source it belongs to; undefined when it concerns the whole file. */
  readonly source: string | undefined;
  /** `sources[0].rest_api.resources[1].paginaton`; empty for the whole file. */
  readonly keyPath: string;
  readonly at: SourceLocation;
  /** What is wrong, without place. */
  readonly message: string;
  /** The next step, as one sentence. */
  readonly hint: string;
}

/** Something wrong at a place that is not yet a line: what the checks find. */
export interface Finding {
  /** From the value that was checked. */
  readonly path: KeyPath;
  /** Whether the key itself is wrong, or its value. Default: value. */
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
}

/** The issue as a record for `--json` and for the details of an error. */
export function issueToRecord({ keyPath, at, message, hint }: SourceIssue): ErrorRecord {
  return { code: 'config-invalid', message: keyPath === '' ? message : `${keyPath}: ${message}`, hint, at };
}
