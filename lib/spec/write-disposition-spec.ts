import { z } from 'zod';
import { mergeStrategies, replaceStrategies, type MergeOptions } from './merge-options.ts';
import type { WriteDisposition } from './rest-source.ts';
import { textSchema } from './spec-values.ts';
import { strictMapping } from './strict-mapping.ts';

const dispositionSchema = z.enum(['append', 'replace', 'merge']);

/** `write_disposition` as it is written in sources.yml. */
export const writeDispositionSpecSchema = z
  .union([
    dispositionSchema,
    strictMapping({
      disposition: dispositionSchema.describe('What a load does to the table.'),
      strategy: z
        .enum([...mergeStrategies, ...replaceStrategies])
        .optional()
        .describe(
          'Of merge: delete-insert, upsert, insert-only or scd2. Of replace: truncate-and-insert or insert-from-staging, which are the same here. Default: delete-insert.',
        ),
      deduplicated: z
        .boolean()
        .optional()
        .describe('Of delete-insert: no key comes twice, so that no record needs to be dropped. Default: false.'),
      validity_column_names: z
        .array(textSchema)
        .length(2)
        .optional()
        .describe(
          'Of scd2: the columns with the time from which and up to which a row counted. Default: [_dlt_valid_from, _dlt_valid_to].',
        ),
      active_record_timestamp: textSchema
        .optional()
        .describe('Of scd2: the end of a row that still counts, such as 9999-12-31. Default: null.'),
      boundary_timestamp: textSchema
        .optional()
        .describe('Of scd2: the time at which rows end and begin. Default: when the load was made.'),
      row_version_column_name: textSchema
        .optional()
        .describe('Of scd2: the field that tells versions apart. Default: all fields, those of lists included.'),
    }),
  ])
  .describe(
    'What a load does to the table, as a word or with its strategy. Default: merge with a primary_key or merge_key, append with incremental (its own or of a resource above it), else replace.',
  );

export type WriteDispositionSpec = z.infer<typeof writeDispositionSpecSchema>;

/** The word alone. */
export function dispositionWord(spec: WriteDispositionSpec): WriteDisposition;
export function dispositionWord(spec: WriteDispositionSpec | undefined): WriteDisposition | undefined;
export function dispositionWord(spec: WriteDispositionSpec | undefined): WriteDisposition | undefined {
  return typeof spec === 'object' ? spec.disposition : spec;
}

/** How a merge goes; undefined where nothing is said of it. */
export function mergeOptionsOf(spec: WriteDispositionSpec | undefined): MergeOptions | undefined {
  if (typeof spec !== 'object' || spec.disposition !== 'merge') return undefined;
  const { strategy = 'delete-insert', validity_column_names: [from, to] = [] } = spec;
  return {
    strategy: mergeStrategies.find((known) => known === strategy) ?? 'delete-insert',
    deduplicated: spec.deduplicated,
    validityColumnNames: from === undefined || to === undefined ? undefined : [from, to],
    activeRecordTimestamp: spec.active_record_timestamp,
    boundaryTimestamp: spec.boundary_timestamp,
    rowVersionColumnName: spec.row_version_column_name,
  };
}
