import { toErrorRecord } from '../../errors/error-record.ts';
import type { Resource } from '../../sdk/resource.ts';

/** Counts the series of one resource, and those that were left out. */
export class SkippedSeries {
  #read = 0;
  #skipped = 0;
  #first: unknown;

  begin(): void {
    this.#read += 1;
  }

  skip(error: unknown): void {
    if (this.#skipped === 0) this.#first = error;
    this.#skipped += 1;
  }

  /** What a person should know; undefined when nothing was left out. */
  warning({ name, parent }: Resource): { readonly message: string; readonly hint: string } | undefined {
    if (this.#skipped === 0) return undefined;
    const what = parent === undefined ? 'values of for_each' : `records of ${parent}`;
    return {
      message: `${name} was left out for ${this.#skipped} of ${this.#read} ${what}. The first one: ${toErrorRecord(this.#first).message}`,
      hint: 'Set on_child_error: fail where this must not happen.',
    };
  }
}
