import type { ErrorRecord } from '../errors/dango-error.ts';
import type { SourceLocation } from '../errors/source-location.ts';
import type { JsonValue } from './json-value.ts';
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
  /** The same place as `keyPath`, for programs; undefined where the YAML itself is broken. */
  readonly path?: KeyPath | undefined;
  /** Whether the key itself is wrong, or its value. Default: value. */
  readonly part?: 'key' | 'value' | undefined;
  readonly suggestion?: Suggestion | undefined;
  /** Where in the value it is, in characters of the text that the value is; undefined: the value as a whole. */
  readonly offset?: number | undefined;
}

/** How the text could be mended at the place of an issue, for an editor that offers to do it. */
export type Suggestion =
  | { readonly action: 'rename-key'; readonly to: string }
  | { readonly action: 'set-value'; readonly value: JsonValue; readonly title: string }
  /** The value is a text, as it is written. */
  | { readonly action: 'quote' }
  /** The key at the end of the path, with a value that is still to be filled in. */
  | { readonly action: 'add-key' }
  | { readonly action: 'remove' }
  /** Another `name` than the others of the list have. */
  | { readonly action: 'make-unique' };

/** Something wrong at a place that is not yet a line: what the checks find. */
export interface Finding {
  /** From the value that was checked. */
  readonly path: KeyPath;
  /** Whether the key itself is wrong, or its value. Default: value. */
  readonly part?: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
  readonly suggestion?: Suggestion | undefined;
  /** Where in the text that stands there, in characters from its start. Default: at its start. */
  readonly offset?: number | undefined;
}

/** The place of an issue as a person reads it: `sources[shop].rest_api.base_url`, by the name where the source has one. */
export function shownKeyPath({ source, keyPath }: Pick<SourceIssue, 'source' | 'keyPath'>): string {
  if (source === undefined) return keyPath;
  return keyPath.replace(/^sources\[\d+\]/, () => (source.startsWith('sources[') ? source : `sources[${source}]`));
}

/** The issue as a record for `--json` and for the details of an error. */
export function issueToRecord(issue: SourceIssue): ErrorRecord {
  const { at, message, hint } = issue;
  const place = shownKeyPath(issue);
  return { code: 'config-invalid', message: place === '' ? message : `${place}: ${message}`, hint, at };
}
