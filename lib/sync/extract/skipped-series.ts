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
  warning({ name, parent, crossWith = [] }: Resource): { readonly message: string; readonly hint: string } | undefined {
    if (this.#skipped === 0) return undefined;
    const parents = [parent, ...crossWith.map(({ resource }) => resource)].filter((one) => one !== undefined);
    const one = parent === undefined ? 'values of for_each' : `records of ${parent}`;
    const what = parents.length > 1 ? `combinations of ${parents.join(' and ')}` : one;
    return {
      message: `${name} was left out for ${this.#skipped} of ${this.#read} ${what}. The first one: ${toErrorRecord(this.#first).message}`,
      hint: 'Set on_child_error: fail where this must not happen.',
    };
  }
}
