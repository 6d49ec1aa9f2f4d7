import type { ColumnType } from '../../schema/column-type.ts';
import type { PlannedColumn, Take } from '../../schema/table-plan.ts';
import { seen, seenIntegers } from '../../schema/type-node.ts';

const anyKind = ~0;

const kindsByTake: Readonly<Record<Take, number>> = {
  all: anyKind,
  booleans: seen.boolean,
  numbers: seenIntegers | seen.fraction,
  integers: seenIntegers,
  'integers in bigint': seenIntegers,
  'integers beyond bigint': seen.hugeInteger | seen.endlessInteger,
  'integers in double': seenIntegers,
  'integers beyond double': seenIntegers & ~seen.safeInteger,
  fractions: seen.fraction,
  texts: seen.text | seen.timestamp,
  instants: seen.timestamp,
  'plain texts': seen.text,
  lists: seen.list,
};

/** Kinds of values that go into a column, as bits of {@link seen}. */
export function kindsOfColumn({ reads }: PlannedColumn): number {
  return reads.reduce((kinds, { take }) => kinds | kindsByTake[take], 0);
}

/** Kinds of values that make a column of integers become one of another type. */
export function kindsThatWiden(to: ColumnType): number {
  if (to === 'double') return seen.fraction;
  return to === 'hugeint' ? seen.longInteger | seen.hugeInteger : anyKind;
}
