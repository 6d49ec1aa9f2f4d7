import type { JsonValue } from '../spec/json-value.ts';

/**
 * What a resource remembers from one sync to the next, such as the version of a document: change it as you like, at any
 * time while records are read. It is saved together with the rows, and only with them: not where the resource fails, and
 * not by a sample, a range or a dry run. It is empty at first, with a full refresh, and at every sync of what replaces.
 * Values are JSON, at most 1 MiB in all; the key `incremental` is kept for cursors.
 */
export interface ResourceState {
  [key: string]: JsonValue | undefined;
}
