import { DangoError } from '../errors/dango-error.ts';
import type { JsonValue } from '../spec/json-value.ts';
import { stringifyExact } from '../util/exact-json.ts';
import { NothingToRead } from './endpoint.ts';
import { FieldMissing } from './field-of.ts';
import { readRecords, type ProducedRecords } from './read-records.ts';
import type { Resource, ResourceContext } from './resource.ts';
import type { Warn } from './warning-scope.ts';

/** What one call of a function that reads records is for. */
export interface SeriesContext {
  /** The records above, that of `from` included, by name of their resource. Empty without `from`. */
  readonly above: Readonly<Record<string, unknown>>;
  /** One value of each list of `forEach`, by name. Empty without `forEach`. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** How a resource is read that is read several times: for records of another one, or for values. */
export interface SeriesOptions {
  /**
   * Lists of values, by name: it is read once for each value, and for each combination where there are several lists; the
   * last one changes fastest. Default: none.
   */
  readonly forEach?: Readonly<Record<string, readonly JsonValue[]>> | undefined;
  /** Records of `from`, or values, that it is read for at the same time; rows keep their order. Default 1. */
  readonly concurrency?: number | undefined;
  /**
   * Whether a record of `from`, or a value, that the API knows nothing of (a status from 400 on that is about what was
   * asked for, such as 404) or that lacks a field is left out with a warning, or fails the whole. Default `fail`.
   */
  readonly onChildError?: 'fail' | 'skip' | undefined;
  /**
   * Names what is read for, so that each has a saved cursor of its own: `({ values }) => values.country`; a list where
   * several things name it. At most 10,000 of them. Default: all share one cursor.
   */
  readonly cursorPer?: ((context: SeriesContext) => JsonValue) | undefined;
}

/** The keys of a resource that its {@link SeriesOptions} make. */
export function cursorKeyOf(cursorPer: SeriesOptions['cursorPer']): Resource['cursorKey'] {
  if (cursorPer === undefined) return undefined;
  return (context) => stringifyExact(cursorPer(seriesOf(context)));
}

export function seriesOf({
  recordsAbove = {},
  values = {},
}: Pick<ResourceContext, 'recordsAbove' | 'values'>): SeriesContext {
  return { above: recordsAbove, values };
}

/** @throws DangoError `module-invalid` for what cannot be. */
export function checkSeries(name: string, { concurrency, forEach = {} }: SeriesOptions): void {
  const refuse = (fault: string, hint: string): never => {
    throw new DangoError(`Resource "${name}" ${fault}.`, { code: 'module-invalid', hint, context: { resource: name } });
  };
  if (concurrency !== undefined && !(Number.isInteger(concurrency) && concurrency >= 1)) {
    refuse(`has the concurrency ${concurrency}`, 'Use a whole number from 1 on.');
  }
  const empty = Object.entries(forEach).find(([, values]) => !Array.isArray(values) || values.length === 0);
  if (empty !== undefined) refuse(`has no values for "${empty[0]}" in forEach`, 'Give it a list with at least one.');
}

/** Where a series is read, for messages. */
export interface SeriesPlace {
  readonly resource: string;
  /** Undefined for a resource without parent. */
  readonly parent: string | undefined;
  readonly warn: Warn;
}

/**
 * Reads what a function yields. Where a record above names nothing to read there are no records, with a warning.
 * @throws DangoError `records-missing` naming resource and parent where a record above lacks a field.
 */
export async function* readSeries(
  { resource, parent, warn }: SeriesPlace,
  produce: () => ProducedRecords,
): AsyncGenerator {
  try {
    yield* readRecords(resource, warn, produce);
  } catch (error) {
    if (error instanceof NothingToRead) {
      const records = parent === undefined ? 'Some values' : `Some records of "${parent}"`;
      warn(`${records} name nothing to read for "${resource}": the field in its path is null or empty.`);
      return;
    }
    if (!(error instanceof FieldMissing) || parent === undefined) throw error;
    const { field, found } = error;
    throw new DangoError(
      `Resource "${resource}" needs the field "${field}" of each record of "${parent}", but one of them ${found}.`,
      {
        code: 'records-missing',
        hint: `Correct the path, or name a field that every record of "${parent}" has.`,
        context: { resource, parent, field },
        cause: error,
      },
    );
  }
}
