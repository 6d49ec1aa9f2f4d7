import { columnTypeOfHint } from '../../schema/column-type.ts';
import { hintTypes } from '../../spec/hint-type.ts';
import { findTypeHintFault, usualDecimal, type TypeHint } from '../../spec/type-hint.ts';
import { columnTypeOf } from './sql-types.ts';

/** A type as a stored schema tells it, in dlt's words. */
export interface StoredType {
  readonly data_type: string;
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  readonly timezone?: boolean | undefined;
}

/**
 * The type of a column in dlt's words: as it was told, where that makes the column what it is, so that dlt finds the
 * hints it would have written itself; else by DuckDB's type.
 * @param told hints that may speak of the column, the first that fits counts.
 */
export function storedTypeOf(sqlType: string, told: readonly (StoredType | undefined)[]): StoredType {
  const type = columnTypeOf(sqlType);
  for (const one of told) {
    const hint = one && toHint(one);
    if (one !== undefined && hint !== undefined && columnTypeOfHint(hint) === type) return pick(one);
  }
  return byDuckdbType[sqlType] ?? decimalOf(sqlType) ?? { data_type: type };
}

/** The names of the hints that {@link storedTypeOf} tells. */
export const typeHintNames: ReadonlySet<string> = new Set(['data_type', 'precision', 'scale', 'timezone']);

function pick({ data_type: type, precision, scale, timezone }: StoredType): StoredType {
  return {
    data_type: type,
    ...(precision === undefined ? {} : { precision }),
    ...(scale === undefined ? {} : { scale }),
    ...(timezone === undefined ? {} : { timezone }),
  };
}

function toHint({ data_type: word, precision, scale, timezone }: StoredType): TypeHint | undefined {
  const type = hintTypes.find((known) => known === word);
  if (type === undefined) return undefined;
  const hint = { type, precision, scale, timezone };
  return findTypeHintFault(hint) === undefined ? hint : undefined;
}

const byDuckdbType: Readonly<Record<string, StoredType>> = {
  HUGEINT: { data_type: 'bigint', precision: 128 },
  INTEGER: { data_type: 'bigint', precision: 32 },
  SMALLINT: { data_type: 'bigint', precision: 16 },
  TINYINT: { data_type: 'bigint', precision: 8 },
  FLOAT: { data_type: 'double' },
  TIMESTAMP: { data_type: 'timestamp', timezone: false },
  TIMESTAMP_S: { data_type: 'timestamp', precision: 0, timezone: false },
  TIMESTAMP_MS: { data_type: 'timestamp', precision: 3, timezone: false },
  TIMESTAMP_NS: { data_type: 'timestamp', precision: 9, timezone: false },
};

function decimalOf(sqlType: string): StoredType | undefined {
  const [precision, scale] = (/^DECIMAL\((\d+),(\d+)\)$/.exec(sqlType) ?? []).slice(1).map(Number);
  if (precision === undefined || scale === undefined) return undefined;
  const isUsual = precision === usualDecimal.precision && scale === usualDecimal.scale;
  return isUsual ? { data_type: 'decimal' } : { data_type: 'decimal', precision, scale };
}
