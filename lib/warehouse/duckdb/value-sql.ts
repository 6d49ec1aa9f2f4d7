import type { ColumnType } from '../../schema/column-type.ts';
import type { Accessor, PlannedColumn, ValueRead } from '../../schema/table-plan.ts';
import { certainInstantSql, instantSql, isInstant } from './instant-sql.ts';
import { quoteName, quoteText } from './sql-text.ts';
import { jsonStructure, sqlColumnType } from './sql-types.ts';
import { fitsSql, strictSql } from './strict-value-sql.ts';

/** How a row of the table is reached: the record's columns, its JSON, or the element of a list. */
export type RowForm = 'columns' | 'json' | 'element';

/** Name of a list's element while it is unnested. */
export const elementColumn = '_dango_value';

/** The expression for a planned column; several reads meet in it, of which at most one is not NULL. */
export function columnSql({ reads, type }: PlannedColumn, form: RowForm): string {
  if (reads.length === 0) return 'NULL';
  const expressions = reads.map((read) => readSql(read, type, form));
  return expressions.length === 1 ? (expressions[0] ?? 'NULL') : `coalesce(${expressions.join(', ')})`;
}

export function accessorSql(accessor: Accessor, form: RowForm): string {
  switch (accessor.step) {
    case 'row':
      return form === 'json' ? 'json' : elementColumn;
    case 'field':
      if (accessor.of.step === 'row' && form === 'columns') return quoteName(accessor.key);
      return `${accessorSql(accessor.of, form)}.${quoteName(accessor.key)}`;
    case 'pointer':
      return `json_extract(${accessorSql(accessor.of, form)}, ${pointer(accessor.key)})`;
    case 'objects':
    case 'lists': {
      const value = accessorSql(accessor.of, form);
      const kind = accessor.step === 'objects' ? 'OBJECT' : 'ARRAY';
      const structure = quoteText(JSON.stringify(jsonStructure(accessor.type)));
      return `from_json(CASE WHEN json_type(${value}) = '${kind}' THEN ${value} END, ${structure})`;
    }
  }
}

/** JSON pointer, not JSON path: in a path a key like `*` would be a wildcard. */
function pointer(key: string): string {
  return quoteText(`/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

/** Of values that may not fit the type of a column, those that do, or those that do not. */
export function readSql(read: ValueRead, type: ColumnType, form: RowForm): string {
  const { fit } = read;
  if (fit === undefined) return valueSql(read, type, form);
  const text = valueSql(read, 'text', form);
  const fits = fitsSql(text, fit.type, fit.offered);
  return fit.does
    ? `CASE WHEN ${fits} THEN ${strictSql(text, fit.type)} END`
    : `CASE WHEN NOT ${fits} THEN ${valueSql(read, type, form)} END`;
}

function valueSql({ accessor, from, take }: ValueRead, type: ColumnType, form: RowForm): string {
  const value = accessorSql(accessor, form);
  if (from === 'JSON') return jsonReadSql(value, take, type);
  const isWithin = integerRangeSql(`CAST(${value} AS VARCHAR)`, take);
  if (isWithin !== undefined) return `CASE WHEN ${isWithin} THEN ${castSql(value, from, type)} END`;
  if (from === 'STRUCT' || from === 'LIST') return `to_json(${value})`;
  if (from === 'VARCHAR') return textReadSql(value, take, type);
  if (from === 'DOUBLE' && take === 'integers') {
    return `CASE WHEN ${value} = trunc(${value}) THEN CAST(${value} AS ${sqlColumnType(type)}) END`;
  }
  if (from === 'DOUBLE' && take === 'fractions') return `CASE WHEN ${value} <> trunc(${value}) THEN ${value} END`;
  return castSql(value, from, type);
}

function castSql(value: string, from: ValueRead['from'], type: ColumnType): string {
  if (type === 'json') return `to_json(${value})`;
  // dlt writes booleans into text columns the way Python spells them.
  if (type === 'text' && from === 'BOOLEAN') return `CASE ${value} WHEN true THEN 'True' WHEN false THEN 'False' END`;
  return `CAST(${value} AS ${sqlColumnType(type)})`;
}

function textReadSql(value: string, take: ValueRead['take'], type: ColumnType): string {
  if (take === 'instants')
    return `CASE WHEN ${isInstant(value)} THEN ${type === 'timestamp' ? instantSql(value) : value} END`;
  if (take === 'plain texts') {
    return `CASE WHEN ${isInstant(value)} THEN NULL ELSE ${value} END`;
  }
  if (type === 'timestamp') return certainInstantSql(value);
  return type === 'json' ? `to_json(${value})` : value;
}

function jsonReadSql(value: string, take: ValueRead['take'], type: ColumnType): string {
  const text = `(${value}->>'$')`;
  const when = (condition: string, expression: string): string => `CASE WHEN ${condition} THEN ${expression} END`;
  const isNumber = `json_type(${value}) IN ('UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT', 'UHUGEINT')`;
  const isInteger = `${isNumber} AND regexp_full_match(${text}, '-?[0-9]+')`;
  const asType = type === 'json' ? value : type === 'text' ? text : `CAST(${text} AS ${sqlColumnType(type)})`;
  switch (take) {
    case 'all':
      return type === 'json' ? value : asType;
    case 'booleans': {
      const truth = type === 'text' ? `CASE ${text} WHEN 'true' THEN 'True' ELSE 'False' END` : asType;
      return when(`json_type(${value}) = 'BOOLEAN'`, truth);
    }
    case 'lists':
      return when(`json_type(${value}) = 'ARRAY'`, asType);
    case 'numbers':
      return when(isNumber, asType);
    case 'integers':
      return when(isInteger, asType);
    case 'integers in bigint':
    case 'integers beyond bigint':
    case 'integers in double':
    case 'integers beyond double':
      return when(`${isInteger} AND ${integerRangeSql(text, take)}`, asType);
    case 'fractions':
      return when(`${isNumber} AND NOT regexp_full_match(${text}, '-?[0-9]+')`, asType);
    case 'texts':
      return when(`json_type(${value}) = 'VARCHAR'`, type === 'timestamp' ? certainInstantSql(text) : asType);
    case 'instants':
      return when(
        `json_type(${value}) = 'VARCHAR' AND ${isInstant(text)}`,
        type === 'timestamp' ? instantSql(text) : text,
      );
    case 'plain texts':
      return when(`json_type(${value}) = 'VARCHAR' AND NOT (${isInstant(text)})`, text);
  }
}

/** Whether an integer, as text, is among those that are taken; undefined where they are not told by their size. */
function integerRangeSql(text: string, take: ValueRead['take']): string | undefined {
  const isInBigint = `TRY_CAST(${text} AS BIGINT) IS NOT NULL`;
  const isInDouble = `coalesce(abs(TRY_CAST(${text} AS HUGEINT)) <= ${2n ** 53n}, false)`;
  if (take === 'integers in bigint') return isInBigint;
  if (take === 'integers beyond bigint') return `NOT (${isInBigint})`;
  if (take === 'integers in double') return isInDouble;
  return take === 'integers beyond double' ? `NOT ${isInDouble}` : undefined;
}
