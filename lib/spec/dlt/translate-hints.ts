import { isPlainObject } from '../../util/plain-object.ts';
import { hintTypes } from '../hint-type.ts';
import type { KeyPath } from '../key-path.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import { isEmptyValue, quoted, type DltReport, type Placed } from './dlt-report.ts';
import type { MergedResource } from './merge-dlt-defaults.ts';
import { translateContract } from './translate-contract.ts';
import { translateDisposition } from './translate-disposition.ts';

/** What a dlt resource says about its table, in Dango's words. */
export function translateHints(resource: MergedResource, report: DltReport): Record<string, TracedValue | undefined> {
  const { fields } = resource;
  refuseUnknownHints(resource, report);
  const columns = readColumns(resource, report);
  const disposition = translateDisposition(fields.write_disposition, report);
  const key = readKey(fields.primary_key, columns.primaryKeys);
  const mergeKey = readKey(fields.merge_key, columns.mergeKeys);
  const { word, strategy } = disposition;
  if (word === 'merge' && strategy === 'delete-insert' && key === undefined && mergeKey === undefined) {
    report.refuse(
      disposition.written.from,
      `Resource "${resource.name}" merges but has no primary_key; dlt would append`,
      'Add primary_key, or write_disposition: append.',
    );
  }
  const nesting = fields.max_table_nesting;
  return {
    write_disposition:
      fields.write_disposition === undefined ? { from: resource.from, value: word } : disposition.written,
    primary_key: key,
    merge_key: word === 'merge' ? mergeKey : undefined,
    selected: fields.selected?.value === false ? { ...fields.selected } : undefined,
    table_name: fields.table_name === undefined ? undefined : { ...fields.table_name },
    columns: columns.hints,
    schema_contract: translateContract(fields.schema_contract, report),
    // What lies deeper than dlt's 1000 levels does not occur; Dango's own default goes further than 48.
    max_table_nesting: nesting === undefined || nesting.value > 48 ? undefined : { ...nesting },
  };
}

function readKey(
  given: Placed<string | readonly string[]> | undefined,
  hinted: readonly Placed<string>[],
): TracedValue | undefined {
  if (given !== undefined && !isEmptyValue(given.value)) return { from: given.from, value: given.value };
  const [first] = hinted;
  return first === undefined ? undefined : { from: first.from, value: hinted.map(({ value }) => value) };
}

interface ReadColumns {
  readonly hints: TracedValue | undefined;
  /** Columns that say that they belong to the primary key, and to the merge key. */
  readonly primaryKeys: readonly Placed<string>[];
  readonly mergeKeys: readonly Placed<string>[];
}

/** Column by column, what the resource says wins over what the defaults say. */
function readColumns({ columns }: MergedResource, report: DltReport): ReadColumns {
  const merged = new Map<string, Record<string, Placed<unknown>>>();
  for (const { name, fields, from } of columns.flatMap((layer) => listColumns(layer, report))) {
    const own = Object.entries(fields).map(([key, value]) => [key, { value, from: [...from, key] }] as const);
    merged.set(name, { ...merged.get(name), ...Object.fromEntries(own) });
  }
  const hints: [string, TracedValue][] = [];
  const primaryKeys: Placed<string>[] = [];
  const mergeKeys: Placed<string>[] = [];
  for (const [name, fields] of merged) {
    refuseColumnKeys(name, fields, report);
    const { primary_key: primary, merge_key: merge } = fields;
    if (primary?.value === true) primaryKeys.push({ value: columnPath(name), from: primary.from });
    if (merge?.value === true) mergeKeys.push({ value: columnPath(name), from: merge.from });
    const told = toldOfColumn(fields, report);
    const [first] = Object.values(told).filter((one) => one !== undefined);
    if (first !== undefined) hints.push([columnPath(name), tracedMapping(first.from.slice(0, -1), told)]);
  }
  const from = columns.at(-1)?.from ?? [];
  return {
    hints: hints.length === 0 ? undefined : tracedMapping(from, Object.fromEntries(hints)),
    primaryKeys,
    mergeKeys,
  };
}

/** What is kept of the hints of one column. */
function toldOfColumn(
  fields: Readonly<Record<string, Placed<unknown>>>,
  report: DltReport,
): Readonly<Record<string, TracedValue | undefined>> {
  const { nullable, hard_delete: gone, dedup_sort: sort } = fields;
  return {
    type: readType(fields['data_type'], report),
    precision: readDigits(fields['precision'], report),
    scale: readDigits(fields['scale'], report),
    timezone: fields['timezone']?.value === false ? { from: fields['timezone'].from, value: false } : undefined,
    nullable: nullable?.value === false ? { from: nullable.from, value: false } : undefined,
    hard_delete: gone?.value === true ? { from: gone.from, value: true } : undefined,
    dedup_sort: readSort(sort, report),
  };
}

function readType(type: Placed<unknown> | undefined, report: DltReport): TracedValue | undefined {
  if (type === undefined || isEmptyValue(type.value)) return undefined;
  const known = hintTypes.find((one) => one === type.value);
  if (known !== undefined) return { from: type.from, value: known };
  const hint = `Use one of: ${hintTypes.join(', ')}; or leave it out, so that the values decide.`;
  return report.refuse(type.from, `A column cannot be told to be ${quoted(type.value)}`, hint);
}

function readDigits(digits: Placed<unknown> | undefined, report: DltReport): TracedValue | undefined {
  if (digits === undefined || digits.value === null) return undefined;
  if (Number.isInteger(digits.value)) return { from: digits.from, value: Number(digits.value) };
  return report.refuse(digits.from, `Expected a whole number, got ${quoted(digits.value)}`, 'Write it as 10.');
}

function readSort(sort: Placed<unknown> | undefined, report: DltReport): TracedValue | undefined {
  if (sort === undefined || isEmptyValue(sort.value)) return undefined;
  if (sort.value === 'asc' || sort.value === 'desc') return { from: sort.from, value: sort.value };
  return report.refuse(sort.from, `Expected "asc" or "desc", got ${quoted(sort.value)}`, 'Write one of them.');
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

/** What is translated, and what dlt itself makes nothing of on DuckDB. */
const knownColumnKeys = new Set([
  'name',
  'data_type',
  'precision',
  'scale',
  'timezone',
  'nullable',
  'primary_key',
  'merge_key',
  'hard_delete',
  'dedup_sort',
  'description',
  'unique',
  'partition',
  'cluster',
  'sort',
]);

function refuseColumnKeys(name: string, fields: Readonly<Record<string, Placed<unknown>>>, report: DltReport): void {
  for (const [key, { value, from }] of Object.entries(fields)) {
    if (knownColumnKeys.has(key) || key.startsWith('x-') || value === null || value === false) continue;
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
