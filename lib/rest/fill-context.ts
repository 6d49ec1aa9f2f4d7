import type { Cursor } from '../sdk/cursor.ts';
import type { JsonValue } from '../spec/json-value.ts';

/** What the placeholders of one request are filled from. */
export interface FillContext {
  /** Name of the resource whose request it is, for messages. */
  readonly resource: string;
  /** Undefined for a resource without parent. */
  readonly parentRecord: unknown;
  /** The records above, the parent's included, by resource. Absent: the parent's is all there is. */
  readonly recordsAbove?: Readonly<Record<string, unknown>> | undefined;
  /** The values of `for_each` that this request is sent for, by name. Absent: none. */
  readonly values?: Readonly<Record<string, JsonValue>> | undefined;
  readonly cursor: Cursor | undefined;
}
