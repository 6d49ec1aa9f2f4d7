import { DangoError } from '../errors/dango-error.ts';
import type { ColumnHints } from '../spec/column-hint.ts';
import { hintTypes } from '../spec/hint-type.ts';
import { parseJsonPath } from '../spec/json-path.ts';
import { findTypeHintFault } from '../spec/type-hint.ts';
import { sharePattern } from '../spec/share.ts';
import type { WriteOptions } from './write-options.ts';
import { contractModes, toSchemaContract, type ContractMode, type SchemaContract } from '../spec/schema-contract.ts';

/**
 * What can be said about the table of a list. One with a key of its own is no child table: its rows stand for themselves,
 * as those of a resource do, without a link to the row that had the list, and stay when that row goes away.
 */
export interface NestedHints {
  /** What is known of its columns, by the path of their field in an element of the list; the element itself is `value`. */
  readonly columns?: ColumnHints | undefined;
  /** Field or fields of an element that identify its row. Default: none; it is a child table. */
  readonly primaryKey?: string | readonly string[] | undefined;
  /** Field or fields of an element of which all rows with a value go away when elements with that value come. */
  readonly mergeKey?: string | readonly string[] | undefined;
  /**
   * What a load does to the table; only beside a key. `merge` takes every strategy but `scd2`, `replace` is possible where
   * the resource replaces, too. Default `append`, as in dlt.
   */
  readonly writeDisposition?: WriteOptions | undefined;
}

/** What can be said about the table that a resource makes. `Row` is what a record is. */
export interface TableHints<Row = never> {
  /**
   * What is known of columns: their types (how exact a `decimal`, `bigint` or `timestamp` is, say `precision`, `scale` and
   * `timezone`), where values that do not fit go to a variant column, such as `price__v_text`;
   * whether null is refused; what they mean for a merge. Default: by the values.
   */
  readonly columns?: ColumnHints | undefined;
  /**
   * Names the table; free text. A function names it for each record as it is stored (after `addMap` and the like), so
   * that one resource fills several tables: `` (row) => `events_${row.kind}` ``. Say the type of `row` where the records
   * are read by a function with an argument. What replaces empties every table that the resource ever filled.
   * Default: the name of the resource.
   */
  readonly tableName?: string | ((row: Row) => string) | undefined;
  /**
   * Whether a sync loads it. One that is not selected is read only where a transformer needs its records, or when
   * `--resource` names it. Default true.
   */
  readonly selected?: boolean | undefined;
  /** Levels of objects and lists that become columns and child tables, 0 to 48; what lies deeper is kept as JSON. Default: all. */
  readonly maxTableNesting?: number | undefined;
  /**
   * What becomes of fields that never had a value: `omit`, they get no column until one comes; `text`, they get a column
   * of text, which takes every later value as text. Default: as the source says, else `omit`.
   */
  readonly nullColumns?: 'omit' | 'text' | undefined;
  /**
   * What becomes of records that want to change the tables: `evolve`, the tables follow; `freeze`, the resource is
   * refused with an error that names the first record; `discard_row` leaves the row out, `discard_value` the value, and
   * `quarantine` puts the row aside in the table `_dango_quarantine`, with the reason; all three are counted in a warning. One word for all, or `{ tables, columns, dataType }`: tables that are not there yet, columns
   * that a table does not have yet (a new table may have any), values that do not fit the type of their column.
   * Default: as the source says, else `evolve`.
   */
  readonly schemaContract?: ContractMode | Partial<SchemaContract> | undefined;
  /**
   * Share of its rows that a table may lose when it is replaced: `20%`. More than that, or all of them, waits for
   * `dango loads accept`; `100%` lets everything go. Default: as the project says, else `50%`.
   */
  readonly maxReplaceLoss?: `${number}%` | undefined;
  /** What is known of child tables, by the path of their list: `reviews`, or `reviews.tags` for a list in its elements. */
  readonly nestedHints?: Readonly<Record<string, NestedHints>> | undefined;
}

/** Most levels that can be asked for. */
const mostNesting = 48;

/** @throws DangoError `module-invalid` for a hint that cannot be kept; a script is not checked by the compiler. */
export function checkTableHints(resource: string, hints: TableHints): void {
  const {
    columns = {},
    tableName,
    maxTableNesting,
    nestedHints = {},
    schemaContract,
    nullColumns,
    maxReplaceLoss,
  } = hints;
  const refuse = (problem: string, hint: string): never => {
    throw new DangoError(`Resource "${resource}" ${problem}.`, { code: 'module-invalid', hint, context: { resource } });
  };
  if (typeof tableName === 'string' && tableName.trim() === '') {
    refuse('has an empty tableName', 'Name the table, or leave tableName out.');
  }
  if (maxTableNesting !== undefined && !isNesting(maxTableNesting)) {
    refuse(`has the maxTableNesting ${maxTableNesting}`, `Use a whole number from 0 to ${mostNesting}.`);
  }
  if (nullColumns !== undefined && !['omit', 'text'].includes(nullColumns)) {
    refuse(`has the nullColumns "${nullColumns}"`, 'Use omit or text.');
  }
  const checkColumns = (where: string, given: ColumnHints): void => {
    for (const [path, column] of Object.entries(given)) {
      parseJsonPath(path);
      if (column.type !== undefined && !hintTypes.includes(column.type)) {
        refuse(`has the type "${column.type}" for ${where}${path}`, `Use one of ${hintTypes.join(', ')}.`);
      }
      const fault = findTypeHintFault(column);
      if (fault === undefined) continue;
      refuse(`cannot have column ${where}${path}: ${fault.problem.replace(/^A /, 'a ')}`, fault.hint);
    }
  };
  if (schemaContract !== undefined) {
    const wrong = Object.values(toSchemaContract(schemaContract)).find((mode) => !contractModes.includes(mode));
    if (wrong !== undefined) refuse(`has the contract "${wrong}"`, `Use ${contractModes.join(', ')}.`);
  }
  if (maxReplaceLoss !== undefined && !sharePattern.test(maxReplaceLoss)) {
    refuse(`has the maxReplaceLoss "${maxReplaceLoss}"`, 'Use a share from 0% to 100%.');
  }
  checkColumns('', columns);
  for (const [list, { columns: nested = {} }] of Object.entries(nestedHints)) checkColumns(`${list}.`, nested);
}

function isNesting(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= mostNesting;
}
