import type { DataColumn } from '#lib/index.ts';

/** Values that come most often, as many as are told of a column. */
const toldValues = 3;

/**
 * SQL that tells of each column of a table: its name, the rows, those without a value, the values that differ, the
 * smallest, the greatest, and those that come most often with how often they do.
 */
export function statisticsSql(table: string, columns: readonly DataColumn[]): string {
  return (
    columns.map((column, place) => columnSql(quoteName(table), column, place)).join('\nUNION ALL ') + '\nORDER BY 1'
  );
}

function columnSql(table: string, { name }: DataColumn, place: number): string {
  const value = quoteName(name);
  const most = `SELECT CAST(${value} AS VARCHAR) AS v, count(*) AS n FROM ${table} WHERE ${value} IS NOT NULL GROUP BY ALL ORDER BY n DESC, v LIMIT ${toldValues}`;
  return `SELECT ${place}, count(*)::INTEGER, (count(*) - count(${value}))::INTEGER, count(DISTINCT ${value})::INTEGER, CAST(min(${value}) AS VARCHAR), CAST(max(${value}) AS VARCHAR), (SELECT string_agg(left(v, 40) || ' (' || n || ')', ', ' ORDER BY n DESC, v) FROM (${most})) FROM ${table}`;
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
