import { keyOf } from './column-hint.ts';
import { columnHintsOfSpec } from './column-hint-spec.ts';
import { flattenResource, originOf, type FlatResource } from './flat-resource.ts';
import { hasKey } from './has-key.ts';
import { movesCursor } from './incremental-ancestor.ts';
import type { KeyPath } from './key-path.ts';
import { mergeFault, type MergeFault } from './merge-fault.ts';
import { mergeStrategies, replaceStrategies } from './merge-options.ts';
import type { Finding } from './source-issue.ts';
import type { RestApiSpec } from './source-spec.ts';
import { dispositionWord, mergeOptionsOf } from './write-disposition-spec.ts';

/** Checks that the strategy of a resource belongs to its disposition, and has the keys and options that it needs. */
export function checkMerge(spec: RestApiSpec, index: number): Finding[] {
  const resource = spec.resources[index];
  if (resource === undefined) return [];
  const flat = flattenResource(resource, spec.resource_defaults);
  const { name, write_disposition: given } = flat;
  const word = dispositionWord(given);
  const at = originOf(spec, index, 'write_disposition');
  const strange = strangeOption(given);
  if (strange !== undefined) return [{ ...strange, path: [...at, ...strange.path] }];
  if (word !== 'merge' && !(word === undefined && hasKey(flat))) return [];
  const columns = columnHintsOfSpec(flat.columns);
  const fault = mergeFault({
    merge: mergeOptionsOf(given),
    primaryKey: keyOf(flat.primary_key, columns, 'primaryKey'),
    mergeKey: keyOf(flat.merge_key, columns, 'mergeKey'),
    columns,
    readsChanges: movesCursor(flat),
  });
  if (fault === undefined) return [];
  const inYaml = (words: string): string =>
    words
      .replaceAll('primary key', 'primary_key')
      .replaceAll('merge key', 'merge_key')
      .replace(new RegExp(`\\b${fault.option}\\b`), yamlNames[fault.option] ?? fault.option);
  return [
    {
      path: placeOf(fault, spec, index, at),
      message: `Resource "${name}" ${inYaml(fault.problem)}`,
      hint: inYaml(fault.hint),
    },
  ];
}

function strangeOption(given: FlatResource['write_disposition']): Finding | undefined {
  if (typeof given !== 'object' || given.disposition === 'merge') {
    const strategy = typeof given === 'object' ? given.strategy : undefined;
    if (strategy === undefined || mergeStrategies.some((known) => known === strategy)) return undefined;
    return {
      path: ['strategy'],
      message: `A merge knows no strategy "${strategy}"`,
      hint: `Use one of ${mergeStrategies.join(', ')}.`,
    };
  }
  const { disposition, strategy, ...options } = given;
  const [option] = Object.keys(options);
  if (option !== undefined) {
    return {
      path: [option],
      part: 'key',
      message: `"${option}" has no meaning for ${disposition}`,
      hint: `Remove it, or write disposition: merge.`,
    };
  }
  const isKnown = disposition === 'replace' && replaceStrategies.some((known) => known === strategy);
  if (strategy === undefined || isKnown) return undefined;
  return {
    path: ['strategy'],
    message: `${disposition === 'replace' ? 'A replace' : 'An append'} knows no strategy "${strategy}"`,
    hint: disposition === 'replace' ? `Use one of ${replaceStrategies.join(', ')}.` : 'Remove it.',
  };
}

const yamlNames: Readonly<Partial<Record<MergeFault['option'], string>>> = {
  strategy: 'strategy',
  deduplicated: 'deduplicated',
  validityColumnNames: 'validity_column_names',
  activeRecordTimestamp: 'active_record_timestamp',
  boundaryTimestamp: 'boundary_timestamp',
  rowVersionColumnName: 'row_version_column_name',
};

function placeOf({ option }: MergeFault, spec: RestApiSpec, index: number, at: KeyPath): KeyPath {
  if (option === 'mergeKey') return originOf(spec, index, 'merge_key');
  if (option === 'columns') return originOf(spec, index, 'columns');
  const name = yamlNames[option];
  return name === undefined ? at : [...at, name];
}
