import { DangoError } from '../../errors/dango-error.ts';
import type { PackageResource, ReplacedRange } from '../../loads/manifest.ts';
import { isStrictType, type ColumnType } from '../../schema/column-type.ts';
import { normaliseName } from '../../schema/identifier.ts';
import { pathKey, type ExistingColumns } from '../../schema/table-plan.ts';
import { isTimestampText } from '../../schema/timestamp-text.ts';
import { parseInstant } from '../../util/parse-instant.ts';
import type { SchemaKnowledge } from './schema-knowledge.ts';
import type { Catalog } from './table-tree.ts';

/** Rows of before that go away because a range of their cursor comes anew. */
export interface ReplacedRows {
  /** Of the root table. */
  readonly column: string;
  /**
   * How it is compared: as instants, as numbers, as texts by their characters, or as texts that must all be dates
   * because a bound is one.
   */
  readonly as: 'instants' | 'numbers' | 'texts' | 'dates';
  readonly start: Bound | undefined;
  readonly end: Bound | undefined;
}

export interface Bound {
  /** An instant is an ISO text in UTC here, a date `2024-01-31`. */
  readonly value: string | number | bigint;
  /** Whether a row at the bound itself goes away. */
  readonly isTaken: boolean;
}

type Facts = ExistingColumns & SchemaKnowledge & { readonly catalog: Catalog };

/**
 * Finds the rows that a range of an appending resource takes the place of; undefined where there are none. What decides
 * in SQL must be what decided over the records, else rows would be lost or doubled.
 * @returns a DangoError `rows-refused` where that is not sure.
 */
export function planReplacedRows(resource: PackageResource, facts: Facts): ReplacedRows | DangoError | undefined {
  const { replaced_range: range, table } = resource;
  const columns = facts.catalog.get(table);
  if (range === undefined || columns === undefined) return undefined;
  const refuse = (reason: string): DangoError => refused(resource, range, reason);
  const column = columnOf(range, table, facts);
  if (column === undefined) return refuse(`the table has no column for it`);
  if ([...columns.keys()].some((name) => name.startsWith(`${column}__v_`))) {
    return refuse(`its values lie in several columns, because they have different types`);
  }
  const as = comparisonOf(facts.typeOf(table, column), range);
  if (as === undefined) return refuse(`the column ${column} has another type than the bounds of the range`);
  const { start, end, is_start_open: isStartOpen, is_end_closed: isEndClosed } = range;
  const [from, to] = [boundOf(start, !isStartOpen, as), boundOf(end, isEndClosed, as)];
  if (from === null || to === null) return refuse(`the column ${column} holds dates, and a bound is none`);
  return { column, as, start: from, end: to };
}

function columnOf({ path }: ReplacedRange, table: string, facts: Facts): string | undefined {
  const names = [...(facts.catalog.get(table)?.keys() ?? [])];
  const name = path.map(normaliseName).join('__');
  return (
    names.find((column) => facts.ownerOf(table, column) === pathKey(path)) ??
    // Another tool has made it, and noted no path.
    names.find((column) => column === name && facts.ownerOf(table, column) === undefined)
  );
}

function comparisonOf(type: ColumnType | undefined, { start, end }: ReplacedRange): ReplacedRows['as'] | undefined {
  const bounds = [start, end].filter((bound) => bound !== null);
  const areTexts = bounds.every((bound) => typeof bound === 'string');
  if (type !== undefined && isStrictType(type)) {
    const isOfNumbers = /^(tinyint|smallint|integer|decimal)/.test(type);
    return isOfNumbers && bounds.every((bound) => typeof bound !== 'string') ? 'numbers' : undefined;
  }
  switch (type) {
    case 'bigint':
    case 'hugeint':
    case 'double':
      return bounds.every((bound) => typeof bound === 'number' || typeof bound === 'bigint') ? 'numbers' : undefined;
    case 'timestamp':
      return areTexts && bounds.every((bound) => isDay(bound) || isTimestampText(bound)) ? 'instants' : undefined;
    case 'text':
      if (!areTexts) return undefined;
      return bounds.some((bound) => isDay(bound) || isTimestampText(bound)) ? 'dates' : 'texts';
    case 'bool':
    case 'json':
    case 'other':
    case undefined:
      return undefined;
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseInstant(text) !== undefined;
}

/** Null for a bound that is no date where dates are compared. */
function boundOf(value: ReplacedRange['start'], isTaken: boolean, as: ReplacedRows['as']): Bound | undefined | null {
  if (value === null) return undefined;
  if (typeof value !== 'string' || as === 'texts' || as === 'numbers') return { value, isTaken };
  const instant = parseInstant(value);
  if (instant === undefined) return null;
  const second = new Date(Math.floor(instant.epochMs / 1000) * 1000).toISOString().slice(0, 19);
  const fraction = instant.fraction.replace(/0+$/, '');
  if (as === 'instants') return { value: `${second}${fraction === '' ? '' : `.${fraction}`}Z`, isTaken };
  const isMidnight = second.endsWith('T00:00:00') && fraction === '';
  return isMidnight ? { value: second.slice(0, 10), isTaken } : null;
}

/** The rows of a range that cannot be told apart from others in SQL. */
export function refused({ name, table }: PackageResource, { path }: ReplacedRange, reason: string): DangoError {
  return new DangoError(
    `A range of ${name} cannot be loaded. It appends, and the rows of this range that are there already cannot be found by "${path.join('.')}": ${reason}.`,
    {
      code: 'rows-refused',
      hint: `Give ${name} a primary_key, so that known rows are replaced (write_disposition: merge), or run with --full-refresh --resource ${name}.`,
      context: { resource: name, table },
    },
  );
}
