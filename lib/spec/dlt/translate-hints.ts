import { isPlainObject } from '../../util/plain-object.ts';
import { hintTypes } from '../hint-type.ts';
import type { KeyPath } from '../key-path.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import { isEmptyValue, quoted, type DltReport, type Placed } from './dlt-report.ts';
import type { MergedResource } from './merge-dlt-defaults.ts';
import { translateContract } from './translate-contract.ts';

/** What a dlt resource says about its table, in Dango's words. */
export function translateHints(resource: MergedResource, report: DltReport): Record<string, TracedValue | undefined> {
  const { fields } = resource;
  refuseUnknownHints(resource, report);
  const columns = readColumns(resource, report);
  const disposition = readDisposition(fields.write_disposition, report);
  const key = readPrimaryKey(fields.primary_key, columns.keys);
  if (disposition.value === 'merge' && key === undefined) {
    report.refuse(
      disposition.from,
      `Resource "${resource.name}" merges but has no primary_key; dlt would append`,
      'Add primary_key, or write_disposition: append.',
    );
  }
  if (disposition.value === 'merge' && fields.merge_key !== undefined && !isEmptyValue(fields.merge_key.value)) {
    const hint = 'Use primary_key, or write this source as a module.';
    report.refuse(fields.merge_key.from, 'Rows cannot be merged by another key than the primary_key', hint, 'key');
  }
  const nesting = fields.max_table_nesting;
  return {
    write_disposition: disposition.from.length === 0 ? { from: resource.from, value: disposition.value } : disposition,
    primary_key: key,
    selected: fields.selected?.value === false ? { ...fields.selected } : undefined,
    table_name: fields.table_name === undefined ? undefined : { ...fields.table_name },
    columns: columns.hints,
    schema_contract: translateContract(fields.schema_contract, report),
    // What lies deeper than dlt's 1000 levels does not occur; Dango's own default goes further than 48.
    max_table_nesting: nesting === undefined || nesting.value > 48 ? undefined : { ...nesting },
  };
}

function readDisposition(given: Placed<unknown> | undefined, report: DltReport): Placed<string> {
  const { value = 'append', from = [] } = given ?? {};
  if (!isPlainObject(value)) {
    if (value === 'append' || value === 'replace' || value === 'merge') return { value, from };
    report.refuse(from, `Expected one of "append", "replace", "merge", got ${quoted(value)}`, 'Write one of them.');
    return { value: 'append', from };
  }
  const { disposition, strategy, deduplicated: _, ...rest } = value;
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    report.refuse([...from, unknown], `"${unknown}" of write_disposition is not possible here`, 'Remove it.', 'key');
  }
  // Both ways to replace are one transaction here.
  const possible = disposition === 'replace' ? ['truncate-and-insert', 'insert-from-staging'] : ['delete-insert'];
  if (strategy !== undefined && strategy !== null && !possible.some((one) => one === strategy)) {
    const message = `The strategy ${quoted(strategy)} is not possible in a REST source`;
    report.refuse([...from, 'strategy'], message, `Write ${possible.join(' or ')}, or remove it.`);
  }
  return readDisposition({ value: disposition, from: [...from, 'disposition'] }, report);
}

function readPrimaryKey(
  given: Placed<string | readonly string[]> | undefined,
  hinted: readonly Placed<string>[],
): TracedValue | undefined {
  if (given !== undefined && !isEmptyValue(given.value)) return { from: given.from, value: given.value };
  const [first] = hinted;
  return first === undefined ? undefined : { from: first.from, value: hinted.map(({ value }) => value) };
}

interface ReadColumns {
  readonly hints: TracedValue | undefined;
  /** Columns that say that they belong to the primary key. */
  readonly keys: readonly Placed<string>[];
}

/** Column by column, what the resource says wins over what the defaults say. */
function readColumns({ columns }: MergedResource, report: DltReport): ReadColumns {
  const merged = new Map<string, Record<string, Placed<unknown>>>();
  for (const { name, fields, from } of columns.flatMap((layer) => listColumns(layer, report))) {
    const own = Object.entries(fields).map(([key, value]) => [key, { value, from: [...from, key] }] as const);
    merged.set(name, { ...merged.get(name), ...Object.fromEntries(own) });
  }
  const hints: [string, TracedValue][] = [];
  const keys: Placed<string>[] = [];
  for (const [name, fields] of merged) {
    refuseColumnKeys(name, fields, report);
    const { data_type: type, primary_key: key } = fields;
    if (key?.value === true) keys.push({ value: columnPath(name), from: key.from });
    if (type === undefined || isEmptyValue(type.value)) continue;
    if (!hintTypes.some((known) => known === type.value)) {
      const hint = `Use one of: ${hintTypes.join(', ')}; or leave it out, so that the values decide.`;
      report.refuse(type.from, `A column cannot be told to be ${quoted(type.value)}`, hint);
      continue;
    }
    hints.push([
      columnPath(name),
      tracedMapping(type.from.slice(0, -1), { type: { from: type.from, value: String(type.value) } }),
    ]);
  }
  const from = columns.at(-1)?.from ?? [];
  return { hints: hints.length === 0 ? undefined : tracedMapping(from, Object.fromEntries(hints)), keys };
}

interface ColumnHint {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly from: KeyPath;
}

function listColumns({ value, from }: Placed<unknown>, report: DltReport): ColumnHint[] {
  const entries: [string | undefined, unknown, KeyPath][] = Array.isArray(value)
    ? value.map((column: unknown, index) => [undefined, column, [...from, index]])
    : isPlainObject(value)
      ? Object.entries(value).map(([name, column]) => [name, column, [...from, name]])
      : [];
  if (entries.length === 0 && !isEmptyValue(value))
    report.refuse(from, 'Expected columns as a list or a mapping', 'Write columns: { id: { data_type: bigint } }.');
  return entries.flatMap(([key, column, place]) => {
    const name = isPlainObject(column) ? (column['name'] ?? key) : key;
    if (isPlainObject(column) && typeof name === 'string' && name !== '')
      return [{ name, fields: column, from: place }];
    report.refuse(place, 'Expected a column as a mapping with a name', 'Write it as { name: id, data_type: bigint }.');
    return [];
  });
}

/** What dlt itself makes nothing of on DuckDB. */
const idleColumnKeys = new Set([
  'name',
  'data_type',
  'primary_key',
  'description',
  'unique',
  'partition',
  'cluster',
  'sort',
]);

function refuseColumnKeys(name: string, fields: Readonly<Record<string, Placed<unknown>>>, report: DltReport): void {
  for (const [key, { value, from }] of Object.entries(fields)) {
    const isIdle = idleColumnKeys.has(key) || key.startsWith('x-') || value === null || value === false;
    if (key === 'nullable' ? value !== false : isIdle) continue;
    report.refuse(from, `"${key}" of column "${name}" is not possible here`, 'Remove it.', 'key');
  }
}

/** dlt names a column as the table has it: `customer__id` is the field id of customer. */
function columnPath(name: string): string {
  return name
    .split('__')
    .map((step, index) =>
      /[.[\]'"]/.test(step) ? `['${step.replaceAll(/[\\']/g, '\\$&')}']` : `${index === 0 ? '' : '.'}${step}`,
    )
    .join('');
}

function refuseUnknownHints({ fields }: MergedResource, report: DltReport): void {
  const module = 'Remove it, or write this source as a module.';
  const { table_format: format, nested_hints: nested, parent_table_name: parent } = fields;
  if (format !== undefined && format.value !== 'native') {
    report.refuse(
      format.from,
      `The warehouse has no tables of the format ${quoted(format.value)}`,
      'Remove table_format.',
    );
  }
  if (nested !== undefined && !isEmptyValue(nested.value)) {
    report.refuse(nested.from, 'Hints for child tables are not possible in a REST source', module, 'key');
  }
  if (parent !== undefined && !isEmptyValue(parent.value)) {
    report.refuse(parent.from, 'A resource cannot be made the child table of another one', module, 'key');
  }
}
