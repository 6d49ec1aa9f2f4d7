import { isPlainObject } from '../../util/plain-object.ts';
import type { JsonValue } from '../json-value.ts';
import { mergeStrategies, replaceStrategies, type MergeStrategy } from '../merge-options.ts';
import type { WriteDisposition } from '../rest-source.ts';
import { tracedMapping, type TracedValue } from '../traced-value.ts';
import { quoted, type DltReport, type Placed } from './dlt-report.ts';

export interface TranslatedDisposition {
  readonly word: WriteDisposition;
  /** Of a merge. */
  readonly strategy: MergeStrategy;
  /** In Dango's words. */
  readonly written: TracedValue;
}

const optionsOfMerge = [
  'deduplicated',
  'validity_column_names',
  'active_record_timestamp',
  'boundary_timestamp',
  'row_version_column_name',
];

/** `write_disposition`, as a word or with its strategy. dlt's default is `append`. */
export function translateDisposition(given: Placed<unknown> | undefined, report: DltReport): TranslatedDisposition {
  const { value = 'append', from = [] } = given ?? {};
  if (!isPlainObject(value)) {
    const word = readWord({ value, from }, report);
    return { word, strategy: 'delete-insert', written: { from, value: word } };
  }
  const fields = Object.fromEntries(
    Object.entries(value)
      .filter(([, option]) => option !== null)
      .map(([key, option]) => [key, { value: option, from: [...from, key] }] as const),
  );
  const { disposition = { value: undefined, from }, strategy, ...options } = fields;
  const word = readWord(disposition, report);
  const known = word === 'merge' ? optionsOfMerge : [];
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    report.refuse([...from, unknown], `"${unknown}" of write_disposition is not possible here`, 'Remove it.', 'key');
  }
  // Both ways to replace are one transaction here.
  const possible: readonly string[] = { append: [], replace: replaceStrategies, merge: mergeStrategies }[word];
  if (strategy !== undefined && !possible.some((one) => one === strategy.value)) {
    const hint = possible.length === 0 ? 'Remove it.' : `Write ${possible.join(' or ')}, or remove it.`;
    report.refuse(strategy.from, `The strategy ${quoted(strategy.value)} is not possible in a REST source`, hint);
  }
  const merges = mergeStrategies.find((one) => one === strategy?.value) ?? 'delete-insert';
  const kept = known.flatMap((key) => (options[key] === undefined ? [] : [[key, traced(options[key])] as const]));
  const isTold = word === 'merge' && (strategy !== undefined || kept.length > 0);
  return {
    word,
    strategy: merges,
    written: isTold
      ? tracedMapping(from, {
          disposition: { from: disposition.from, value: word },
          strategy: { from: strategy?.from ?? from, value: merges },
          ...Object.fromEntries(kept),
        })
      : { from: disposition.from, value: word },
  };
}

function readWord({ value, from }: Placed<unknown>, report: DltReport): WriteDisposition {
  if (value === 'append' || value === 'replace' || value === 'merge') return value;
  report.refuse(from, `Expected one of "append", "replace", "merge", got ${quoted(value)}`, 'Write one of them.');
  return 'append';
}

/** The schema of Dango's own spelling tells what each option may be. */
function traced({ value, from }: Placed<unknown>): TracedValue {
  return { from, value: value as JsonValue };
}
