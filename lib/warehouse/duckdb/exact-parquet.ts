import { isNestedType } from './cell-sql.ts';
import { quoteName } from './sql-text.ts';

/** Parquet would store HUGEINT as DOUBLE and INTERVAL in milliseconds, without a word. */
export function isKnownToParquet(type: string): boolean {
  return !/\b(U?HUGEINT|INTERVAL|BIT|UNION|BIGNUM|VARIANT|TIME WITH TIME ZONE|TIME_NS|GEOMETRY)\b/.test(type);
}

/** Types that come back exactly out of their text. */
const exactAsText = /^(U?HUGEINT|INTERVAL|BIT|BIGNUM|TIME WITH TIME ZONE)$/;

/**
 * The select list that keeps the columns of a table in a Parquet file so that an INSERT of the file gives the same
 * values. Undefined where a column has a type of which that cannot be said.
 */
export function exactParquetColumns(columns: ReadonlyMap<string, string>): string | undefined {
  const list: string[] = [];
  for (const [name, type] of columns) {
    const column = `t.${quoteName(name)}`;
    if (isKnownToParquet(type)) list.push(column);
    else if (isNestedType(type) || !exactAsText.test(type)) return undefined;
    else list.push(`CAST(${column} AS VARCHAR) AS ${quoteName(name)}`);
  }
  return list.join(', ');
}
