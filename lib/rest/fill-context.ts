import type { Cursor } from '../sdk/cursor.ts';

/** What the placeholders of one request are filled from. */
export interface FillContext {
  /** Name of the resource whose request it is, for messages. */
  readonly resource: string;
  /** Undefined for a resource without parent. */
  readonly parentRecord: unknown;
  readonly cursor: Cursor | undefined;
}
